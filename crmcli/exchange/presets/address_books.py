"""Google Contacts (new and old), Outlook, Apple and LinkedIn connections."""

from crmcli.exchange.presets import Preset, needs

PRESETS = (
    Preset(
        "google-contacts", "customers", needs("firstname", "lastname", "fileas phoneticfirstname", "labels",
                                              "email1value phone1value email1label"),
        {"organizationdepartment": ""},
        words={"tags": {"* myContacts": ""}},
    ),
    Preset(
        "google-contacts-old", "customers", needs("name", "givenname", "familyname", "yominame groupmembership",
                                                  "email1value phone1value email1type"),
        {"organization1department": "", "location": ""},
        words={"tags": {"* myContacts": "", "* Other Contacts": ""}},
    ),
    Preset(
        "outlook", "customers", needs("firstname 名", "lastname 姓", "emailaddress 电子邮件地址",
                                      "businessphone 商务电话", "homestreet homecity 住宅地址街道 住宅所在地街道"),
        {"title": "", "jobtitle": "title", "名": "given_name", "姓": "family_name", "职务": "title", "称谓": "",
         "单位": "company", "公司": "company", "电子邮件地址": "email", "商务电话": "phone", "住宅电话": "phone",
         "移动电话": "phone", "附注": "note", "categories": "tags", "类别": "tags", "webpage": "website",
         "网页": "website", "emailtype": "", "gender": "gender"},
        nulls=frozenset(("0/0/00", "Unspecified", "未指定", "0-0-0")),
    ),
    Preset(
        "apple-contacts", "customers", needs("firstname first", "lastname last", "emailhome emailwork",
                                             "phonemobile phoneiphone phonemain phonehome"),
        {"phoneiphone": "phone", "phonemain": "phone", "phonemobile": "phone", "jobtitle": "title"},
    ),
    Preset(
        "linkedin-connections", "customers", needs("firstname", "lastname", "url", "connectedon"),
        {"url": "linkedin", "position": "title", "connectedon": "created_at"},
    ),
)  # fmt: skip
