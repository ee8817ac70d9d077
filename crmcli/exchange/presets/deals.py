"""Deals of HubSpot, Salesforce, Zoho, Pipedrive and Bitrix24."""

from crmcli.exchange.presets import Preset, needs
from crmcli.exchange.presets.crm import HUBSPOT_NULLS, SALESFORCE_NULLS, ZOHO_NULLS

PRESETS = (
    Preset(
        "hubspot-deals", "deals", needs("recordid dealid", "dealname", "dealstage", "pipeline dealowner",
                                        "amount closedate createdate"),
        {"recordid": "number", "dealid": "number", "pipeline": "", "dealtype": "", "closedate": "expected",
         "createdate": "date", "closedlostreason": "reason"},
        "hubspot", HUBSPOT_NULLS,
    ),
    Preset(
        "salesforce-opportunities", "deals", needs("id", "name", "stagename", "closedate", "accountid",
                                                   "isclosed iswon forecastcategory"),
        {"id": "number", "name": "title", "accountid": "customer_external_id", "contactid": "", "ownerid": "",
         "type": "", "closedate": "expected", "createddate": "date", "laststagechangedate": "moved_at"},
        "salesforce", SALESFORCE_NULLS,
    ),
    Preset(
        "zoho-deals", "deals", needs("recordid dealid potentialid", "dealname potentialname", "stage",
                                     "accountname accountnameid", "dealowner potentialowner dealownerid closingdate"),
        {"recordid": "number", "dealid": "number", "potentialid": "number", "dealname": "title",
         "accountname": "company", "contactname": "customer", "closingdate": "expected", "createdtime": "date",
         "expectedrevenue": "", "type": ""},
        "zoho", ZOHO_NULLS,
    ),
    Preset(
        "pipedrive-deals", "deals", needs("dealtitle", "dealstage", "dealstatus dealpipeline dealvalue",
                                          "dealorganization dealcontactperson dealowner"),
        {"dealid": "number", "dealvalue": "amount", "dealcontactperson": "customer", "dealorganization": "company",
         "organizationname": "", "dealexpectedrevenue": "", "dealwontime": "closed_at", "dealdealcreated": "date",
         "dealdealsource": "source", "dealtypeofdeal": ""},
        "pipedrive",
    ),
    Preset(
        "bitrix24-deals", "deals", needs("id", "title", "stageid", "opportunity", "assignedbyid"),
        {"id": "number", "opportunity": "amount", "begindate": "date", "datecreate": "", "closedate": "expected",
         "contactid": "customer_external_id", "sourceid": "source", "sourcedescription": "", "closed": ""},
        "bitrix24",
        words={"stage": {"PREPARATION": "qualified", "PREPAYMENT_INVOICE": "proposal", "EXECUTING": "negotiation",
                         "FINAL_INVOICE": "negotiation", "LOSE": "lost", "APOLOGY": "lost"}},
    ),
)  # fmt: skip
