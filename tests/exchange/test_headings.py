import pytest

from crmcli.exchange.headings import HEADINGS, guess_kind, normal, recognise


def fields(headings: str, kind: str = "customers") -> list[str | None]:
    return list(recognise(headings.split(","), kind).fields)


@pytest.mark.parametrize("kind", HEADINGS)
def test_a_field_name_maps_to_itself(kind: str) -> None:
    names = list(HEADINGS[kind])
    assert list(recognise(names, kind).fields) == names


def test_id_is_ours_only_as_our_own_export_writes_it() -> None:
    assert fields("id,name") == ["id", "name"]
    assert fields("ID,Name") == ["external_id", "name"]


@pytest.mark.parametrize(
    ("heading", "plain"),
    [("E-mail", "email"), ("ＱＱ 号码", "qq号码"), ("金额（元）", "金额"), ("(x)", "x"), ("Name*", "name")],
)
def test_spelling_does_not_matter(heading: str, plain: str) -> None:
    assert normal(heading) == plain


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("姓名,電話,手機號碼,電子郵件,備註,標籤", ["name", "phone", "phone", "email", "note", "tags"]),
        ("客戶名稱,聯絡電話,統一編號,郵遞區號,職稱", ["name", "phone", "id_number", "postcode", "title"]),
        ("氏名,電話番号,住所,生年月日,会社名", ["name", "phone", "address", "birthday", "company"]),
        ("name,address.street,address.city,address.zip", ["name", "address", "city", "postcode"]),
        ("name,default_address.address1,default_address.country", ["name", "address", "country"]),
    ],
)
def test_headings_of_other_scripts_and_nested_keys(headings: str, expected: list[str]) -> None:
    assert fields(headings) == expected


def test_phones_and_mails_may_have_several_columns() -> None:
    assert fields("Phone 1,Phone 2,手机,联系电话,E-mail 1 - Value,E-mail 2 - Value") == ["phone"] * 4 + ["email"] * 2


def test_an_account_beside_a_person_is_the_company() -> None:
    assert fields("客户名称,联系人,电话") == ["company", "name", "phone"]


@pytest.mark.parametrize("heading", ["客户名称", "客户姓名", "Customer Name"])
def test_an_account_alone_is_the_name(heading: str) -> None:
    assert fields(f"{heading},电话") == ["name", "phone"]


@pytest.mark.parametrize(
    "heading",
    [
        "代理人电话",
        "代理人手机",
        "紧急联系人电话",
        "Mum-phone",
        "Assistant's Phone",
        "Manager Email",
        "Emergency Contact Phone",
        "Shipping Phone",
        "Phone Ext",
        "Salutation",
        "Phone 1 - Type",
    ],
)
def test_what_belongs_to_somebody_else_is_left_alone(heading: str) -> None:
    assert fields(f"name,{heading}") == ["name", None]


def test_the_customers_own_prefix_is_understood() -> None:
    assert fields("Person - Name*,Person - Email (Work),客户电话,Contact owner") == [
        "name",
        "email",
        "phone",
        "owner",
    ]


def test_title_before_the_first_name_is_a_salutation() -> None:
    assert fields("Title,First Name,Last Name,Job Title") == [None, "given_name", "family_name", "title"]


def test_the_better_column_gets_a_field_that_has_room_for_one() -> None:
    assert fields("Business City,Home City,City") == [None, None, "city"]


def test_numbering_and_our_own_marks_are_ignored() -> None:
    mapping = recognise(["_line", "_reason", "Index", "name", "shoe size"], "customers")
    assert sorted(mapping.ignored) == [0, 1, 2]
    assert mapping.unmapped() == [4]


@pytest.mark.parametrize("heading", ["Customer Id", "Contact ID", "客户编号", "Sales ID", "会员卡号"])
def test_their_number_is_an_external_id(heading: str) -> None:
    assert fields(f"{heading},name")[0] == "external_id"


def test_invoice_lines_are_understood() -> None:
    headings = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
    wanted = ["number", "sku", "item", "quantity", "date", "price", "customer_external_id", "country"]
    assert fields(headings, "sales") == wanted


def test_a_shop_order_is_numbered_by_its_name() -> None:
    assert fields("Name,Email,Financial Status,Lineitem name", "sales")[0] == "number"


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("First Name,Last Name,Email,Phone,Company", "customers"),
        ("姓名,手机,生日,标签", "customers"),
        ("订单编号,下单时间,客户名称,商品名称,数量,金额", "sales"),
        ("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country", "sales"),
        ("Ticket ID,Created Date,Customer Email,Subject,Priority,Status,Resolution", "complaints"),
        ("投诉编号,客户姓名,投诉内容,处理结果,状态", "complaints"),
        ("客户姓名,联系时间,联系方式,沟通内容,结果", "contacts"),
        ("SKU,Product Name,Price,Cost,Stock", "products"),
        ("Order ID,Payment Date,Payment Method,Amount", "payments"),
        ("Task,Due Date,Customer,Priority,Done", "tasks"),
        ("x,y,z", None),
    ],
)
def test_the_kind_shows_in_the_headings(headings: str, kind: str | None) -> None:
    assert guess_kind(headings.split(",")) == kind


def test_no_variant_stands_twice_in_one_kind_with_the_same_field() -> None:
    for kind, known in HEADINGS.items():
        for field, variants in known.items():
            assert len(set(variants)) == len(variants), (kind, field)


def test_every_variant_is_written_as_it_is_compared() -> None:
    for known in HEADINGS.values():
        for variants in known.values():
            assert [normal(variant) for variant in variants] == list(variants)
