"""Headings of customer lists: field → its variants, the better ones first, as ``normal`` leaves them."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "uid": ("uuid", "guid"),
    "external_id": (
        "externalid", "customerid", "contactid", "客户编号", "客户id", "客户编码", "客户代码", "客户代号",
        "客户号", "会员编号", "会员id", "会员号", "会员卡号", "顾客编号", "用户id", "用户编号", "联系人编号",
        "customernumber", "customerno", "customercode", "clientid", "clientnumber", "leadid", "memberid",
        "memberno", "personid", "id", "companyid", "accountid", "organizationid", "accountnumber", "salesid",
        "userid", "subscriberid", "recordid", "uniqueid", "identifier", "编号", "档案编号",
    ),
    "kind": ("customertype", "客户类型", "类型", "recordtype"),
    "name": (
        "name", "姓名", "fullname", "displayname", "客户姓名", "会员姓名", "顾客姓名", "用户姓名",
        "personname", "contactfullname", "名字", "名称", "名前", "氏名", "이름", "nombre", "nombrecompleto",
        "联系人姓名", "联系人", "主联系人", "主要联系人", "首要联系人", "客户联系人", "联系人名称",
        "contactname", "contactperson", "primarycontact", "maincontact", "contact", "contacto", "会员名",
        "收货人姓名", "收货人", "收件人", "昵称", "会员昵称", "用户名", "nickname",
    ),
    "given_name": (
        "givenname", "firstname", "first", "forename", "名", "namesgivenname", "names0givenname", "fname",
        "prenom", "vorname",
    ),
    "family_name": (
        "familyname", "lastname", "last", "surname", "姓", "姓氏", "namesfamilyname", "names0familyname",
        "lname", "nachname", "apellidos", "apellido",
    ),
    "gender": ("gender", "性别", "sex", "客户性别", "会员性别", "genderidentity"),
    "birthday": (
        "birthday", "生日", "出生日期", "dateofbirth", "birthdate", "dob", "出生年月", "出生年月日",
        "公历生日", "阳历生日", "会员生日", "客户生日", "born", "生年月日",
    ),
    "lunar_birthday": ("农历生日", "阴历生日", "lunarbirthday", "chinesebirthday"),
    "id_number": (
        "身份证号", "身份证号码", "身份证", "证件号", "证件号码", "idnumber", "nationalid", "idcard",
        "idcardnumber", "identitynumber", "统一社会信用代码", "税号", "taxid", "vatnumber", "机构代码",
        "统一编号", "身分证", "身分证字号",
    ),
    "occupation": ("occupation", "职业", "profession", "job"),
    "title": (
        "jobtitle", "职位", "职务", "岗位", "position", "contacttitle", "organization1title",
        "organizationtitle", "role", "title", "头衔", "职称",
    ),
    "company": (
        "company", "companyname", "公司", "公司名称", "单位", "单位名称", "工作单位", "企业", "企业名称",
        "所在公司", "所属公司", "organization", "organisation", "organizationname", "organization1name",
        "orgname", "businessname", "employer", "公司全称", "店铺名称", "empresa", "firma",
        "associatedcompany", "associatedcompanyname", "会社名", "organizationsname",
    ),
    "industry": (
        "industry", "行业", "所属行业", "行业划分", "行业类型", "sector", "businesssegment",
        "companyindustry",
    ),
    "company_size": (
        "companysize", "employees", "numberofemployees", "公司规模", "企业规模", "人员规模", "员工人数",
        "员工数", "规模", "noofemployees", "headcount", "numemployees",
    ),
    "income_level": ("incomelevel", "收入水平", "收入", "年收入", "income", "annualincome", "月收入"),
    "source": (
        "source", "来源", "客户来源", "leadsource", "originalsource", "渠道来源", "获客渠道", "来源渠道",
        "accountsource", "contactsource", "datasource", "origin", "referralsource", "线索来源", "客源",
    ),
    "owner": (
        "owner", "负责人", "contactowner", "leadowner", "accountowner", "companyowner", "业务负责人",
        "业务员", "销售", "销售员", "销售人员", "销售代表", "跟进人", "归属人", "客户经理", "所属人",
        "客户负责人", "专属顾问", "assignedto", "salesrep", "salesperson", "accountmanager", "hubspotowner",
        "responsable",
    ),
    "preferred_channel": (
        "preferredchannel", "preferredcontactmethod", "首选渠道", "首选联系方式", "偏好渠道", "联系偏好",
        "contactpreference",
    ),
    "country": (
        "country", "国家", "国家地区", "国籍", "countryregion", "mailingcountry", "homecountry",
        "businesscountry", "workcountry", "billingcountry", "address1country", "primaryaddresscountry",
        "companycountry", "countryname", "addresscountry", "defaultaddresscountry",
    ),
    "province": (
        "province", "省", "省份", "所在省份", "所在省", "省市", "state", "stateregion", "stateprovince",
        "region", "provincestate", "mailingstate", "homestate", "businessstate", "workstate", "billingstate",
        "address1region", "companystate", "county", "addressprovince", "addressstate", "addressregion",
        "defaultaddressprovince", "都道府県",
    ),
    "city": (
        "city", "城市", "市", "所在城市", "所在市", "cityname", "town", "mailingcity", "homecity",
        "businesscity", "workcity", "billingcity", "address1city", "companycity", "常住城市", "ciudad",
        "addresscity", "defaultaddresscity",
        "县市", "市区町村",
    ),
    "district": (
        "district", "区", "区县", "县区", "行政区", "所在行政区", "所在区", "县", "suburb", "street区",
        "addressdistrict", "乡镇市区",
    ),
    "address": (
        "address", "地址", "详细地址", "联系地址", "家庭地址", "住址", "通讯地址", "公司地址", "收货地址",
        "所在地址", "单位地址", "streetaddress", "street", "addressline", "addressline1", "address1",
        "fulladdress", "mailingstreet", "mailingaddress", "homestreet", "homeaddress", "businessstreet",
        "businessaddress", "workaddress", "billingstreet", "billingaddress", "organizationaddress",
        "address1street", "address1formatted", "postaladdress", "addresses", "officelocation", "location",
        "addressstreet", "addressaddressline1", "defaultaddressaddress1", "住所",
    ),
    "postcode": (
        "postcode", "邮递区号", "邮便番号", "邮编", "邮政编码", "公司邮编", "zip", "zipcode", "postalcode", "postalzip",
        "zippostalcode", "mailingpostalcode", "mailingzip", "homepostalcode", "homezipcode",
        "businesspostalcode", "workzipcode", "billingpostalcode", "billingzip", "address1postalcode",
        "addresspostcode", "addresspostalcode", "addresszip", "addresszipcode", "defaultaddresszip",
    ),
    "credit_limit": ("creditlimit", "信用额度", "授信额度", "额度"),
    "payment_terms": ("paymentterms", "账期", "付款条件", "付款期限", "结算周期", "terms", "creditterms"),
    "stage": ("stage", "阶段", "客户阶段", "生命周期", "生命周期阶段", "lifecyclestage", "销售阶段", "etapa"),
    "note": (
        "note", "notes", "备注", "客户备注", "备注信息", "说明", "描述", "comment", "comments", "remark",
        "remarks", "description", "notecontent", "crmnote", "customernote", "memo", "details",
    ),
    "tags": (
        "tags", "标签", "客户标签", "会员标签", "分组", "客户分组", "labels", "label", "categories",
        "groupmembership", "groups", "group", "tag", "keywords",
    ),
    "created_at": (
        "createdat", "createdate", "createddate", "creationdate", "datecreated", "created", "创建时间",
        "创建日期", "建档日期", "建档时间", "录入时间", "添加时间", "注册时间", "注册日期", "入会时间",
        "初次备案日期", "subscriptiondate", "signupdate", "registrationdate", "dateadded", "joindate",
        "joined", "addtime", "customersince", "membersince", "optintime", "connectedon",
    ),
    "phone": (
        "phone", "phonenumber", "telephone", "tel", "telno", "telephonenumber", "mobile", "mobilephone",
        "phones", "phonenumbers",
        "mobilenumber", "mobilephonenumber", "mobileno", "cell", "cellphone", "cellnumber", "cellphonenumber",
        "homephone", "homephonenumber", "workphone", "workphonenumber", "businessphone", "officephone",
        "otherphone", "primaryphone", "secondaryphone", "phonevalue", "phonehome", "phonework", "phonemobile",
        "phoneother", "contactnumber", "contactphone", "contactno", "companymainphone", "companyphone",
        "carphone", "mobilewithoutcountrycode", "phonenumbersvalue", "teléfono", "telefono", "telefon",
        "电话", "电话号码", "手机", "手机号", "手机号码", "移动电话", "联系电话", "联系手机", "联系方式",
        "联系电话手机", "办公电话", "座机", "座机电话", "固定电话", "固话", "公司电话", "家庭电话",
        "客户电话", "联系人电话", "联系人手机", "联系人手机号", "住宅电话", "单位电话", "备用电话",
        "会员手机", "会员手机号", "电话手机", "手机电话", "备用手机", "其他电话", "工作电话", "工作手机",
        "办公手机", "家里电话", "宅电", "私人手机", "个人手机", "公司座机", "单位座机", "客户手机", "第二电话",
        "第二手机", "主电话", "主要电话", "商务电话", "携帯", "携帯电话", "电话番号", "전화번호",
        "휴대폰", "行动电话", "联络电话", "连络电话", "市话",
    ),
    "email": (
        "email", "emailaddress", "mail", "emailvalue", "primaryemail", "primaryemailaddress", "emails",
        "emailaddresses",
        "secondaryemail", "secondaryemailaddress", "alternateemail", "workemail", "homeemail",
        "personalemail", "businessemail", "otheremail", "emailwork", "emailhome", "emailother", "contactemail",
        "customeremail", "emailaddressesvalue", "邮箱", "电子邮件", "电子邮箱", "邮件", "邮件地址", "邮箱地址",
        "邮箱账号", "联系邮箱", "联系人邮箱", "客户邮箱", "公司邮箱", "工作邮箱", "个人邮箱", "メール",
        "信箱", "电子信箱",
        "メールアドレス", "이메일", "correo", "correoelectrónico",
    ),
    "wechat": ("wechat", "微信", "微信号", "微信id", "wechatid", "weixin", "微信账号", "wx"),
    "qq": ("qq", "qq号", "qq号码", "qqnumber"),
    "weibo": ("weibo", "微博", "新浪微博", "微博账号"),
    "whatsapp": ("whatsapp", "whatsappnumber", "whatsappphonenumber", "whatsapp号"),
    "telegram": ("telegram", "telegramid", "telegramusername", "电报"),
    "line": ("line", "lineid", "line号"),
    "linkedin": (
        "linkedin", "linkedinurl", "linkedinprofile", "linkedinprofileurl", "personlinkedinurl", "领英",
        "linkedinbio",
    ),
    "facebook": ("facebook", "facebookurl", "facebookpage", "fb", "facebookid", "脸书"),
    "instagram": ("instagram", "ig", "instagramhandle", "instagramurl"),
    "douyin": ("douyin", "抖音", "抖音号", "抖音id"),
    "website": (
        "website", "网站", "网址", "官网", "公司网址", "公司网站", "主页", "websiteurl", "webpage", "web",
        "homepage", "url", "companywebsite", "companydomainname", "domain", "websitevalue", "companydomain",
    ),
    "fax": (
        "fax", "传真", "传真号", "传真号码", "联系传真", "公司传真", "faxnumber", "businessfax", "homefax",
        "workfax", "otherfax",
    ),
}  # fmt: skip

# Whoever the account is, and the person there. With both, the first is the company.
ACCOUNT_NAMES = (
    "客户名称", "客户名", "客户全称", "客户", "往来单位", "customername", "customer", "clientname", "client",
    "accountname", "account", "leadname",
)  # fmt: skip

# A name only where there is no better one.
NICKNAMES = frozenset(("昵称", "会员昵称", "用户名", "nickname"))

OWN_WORDS = (
    "person", "contacts", "contact", "customer", "client", "lead", "member", "property", "organization",
    "客户", "会员", "顾客", "联系人", "用户",
)  # fmt: skip
