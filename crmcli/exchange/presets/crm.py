"""Zoho, HubSpot, Salesforce and Pipedrive."""

from crmcli.exchange.presets import Preset, needs

ZOHO_NULLS = frozenset(("-None-", "--None--", "-"))
HUBSPOT_NULLS = frozenset(("(No value)", "--", "Select"))
SALESFORCE_NULLS = frozenset(("000000000000000AAA", "[not provided]", "--None--"))
_COMPANY = {"kind": "company"}

PRESETS = (
    Preset(
        "zoho-contacts", "customers", needs("recordid contactid", "contactownerid contactowner", "contactname lastname",
                                            "accountname accountnameid", "emailoptout modifiedby tag"),
        {"recordid": "external_id", "contactid": "external_id", "contactname": "", "accountname": "company",
         "mobile": "phone", "mailingstreet": "address", "mailingcity": "city", "mailingstate": "province",
         "mailingzip": "postcode", "mailingcountry": "country", "tag": "tags", "contactowner": "owner"},
        "zoho", ZOHO_NULLS,
    ),
    Preset(
        "zoho-leads", "customers", needs("recordid leadid", "leadownerid leadowner", "lastname leadname", "leadstatus",
                                         "emailoptout modifiedby tag annualrevenue"),
        {"recordid": "external_id", "leadid": "external_id", "leadname": "", "tag": "tags", "leadowner": "owner"},
        "zoho", ZOHO_NULLS,
    ),
    Preset(
        "zoho-accounts", "customers", needs("recordid accountid", "accountownerid accountowner", "accountname",
                                            "billingcity billingstreet accounttype"),
        {"recordid": "external_id", "accountid": "external_id", "accountname": "name", "tag": "tags",
         "accountowner": "owner", "accounttype": ""},
        "zoho", ZOHO_NULLS, const=_COMPANY,
    ),
    Preset(
        "hubspot-contacts", "customers", needs("recordid contactid", "firstname", "lastname", "email",
                                               "lifecyclestage leadstatus", "contactowner createdate"),
        {"recordid": "external_id", "contactid": "external_id", "companyname": "company",
         "associatedcompany": "company", "contactowner": "owner", "leadstatus": "",
         "lifecyclestage": "", "originalsource": "source",
         "streetaddress": "address"},
        "hubspot", HUBSPOT_NULLS,
    ),
    Preset(
        "hubspot-companies", "customers", needs("recordid companyid", "companyname", "companydomainname",
                                                "companyowner createdate"),
        {"recordid": "external_id", "companyid": "external_id", "companyname": "name", "companydomainname": "website",
         "companyowner": "owner"},
        "hubspot-companies", HUBSPOT_NULLS, const=_COMPANY,
    ),
    Preset(
        "salesforce-contacts", "customers", needs("id", "lastname", "accountid", "ownerid", "mailingcity mailingstreet",
                                                  "systemmodstamp lastmodifieddate"),
        {"id": "external_id", "accountid": "", "ownerid": "", "title": "title"},
        "salesforce", SALESFORCE_NULLS,
    ),
    Preset(
        "salesforce-leads", "customers", needs("id", "lastname", "company", "isconverted convertedcontactid",
                                               "ownerid"),
        {"id": "external_id", "status": "", "ownerid": "", "title": "title"},
        "salesforce", SALESFORCE_NULLS,
    ),
    Preset(
        "salesforce-accounts", "customers", needs("id", "name", "billingcity billingstreet", "ownerid",
                                                  "parentid accountsource"),
        {"id": "external_id", "name": "name", "type": "", "accountnumber": ""},
        "salesforce", SALESFORCE_NULLS, const=_COMPANY,
    ),
    Preset(
        "pipedrive-people", "customers", needs("personname", "personid personphone personemail",
                                               "organizationname personorganization personlabel"),
        {"personid": "external_id", "personname": "name", "personorganization": "company",
         "organizationname": "company",
         "personlabel": "tags", "personlabels": "tags", "organizationid": "", "personfirstname": "",
         "personlastname": "", "persontitle": "title"},
        "pipedrive",
    ),
    Preset(
        "pipedrive-organizations", "customers", needs("organizationname", "organizationid organizationaddress",
                                                      "organizationowner organizationpeople organizationlabel"),
        {"organizationid": "external_id", "organizationname": "name", "organizationlabel": "tags",
         "organizationlabels": "tags", "organizationowner": "owner"},
        "pipedrive-organizations", const=_COMPANY,
    ),
)  # fmt: skip
