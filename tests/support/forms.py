"""What a person types into the four steps, field by field."""

from typing import Any

COMPLAINT = "Roti sobek yang saya beli tadi pagi sudah berjamur."


def record(world: Any, **changed: Any) -> dict[str, Any]:
    """Return a typical complaint at the counter."""
    return {
        "complaint": COMPLAINT,
        "item": "Roti sobek cokelat",
        "receipt": "MM-0912",
        "remedy": "exchange",
        "needs": ["practical", "emotional"],
        "source_id": str(world.sources["product.expired"]),
        "channel": "in_person",
        "customer": "Bu Ratna",
        "contact": "0812-3456-789",
        **changed,
    }


def confirm(**changed: Any) -> dict[str, Any]:
    """Return a restatement the customer agreed to."""
    restated = "Jadi Ibu ingin rotinya ditukar dengan yang baru, betul?"
    return {"restatement": restated, "reply": "right", **changed}


def fulfil(**changed: Any) -> dict[str, Any]:
    """Return a solution that needs nobody's approval."""
    return {
        "solution": "exchange",
        "done": "Roti ditukar dengan yang baru dari rak depan.",
        "outcome_practical": "met",
        "outcome_emotional": "partly",
        **changed,
    }


def thank(**changed: Any) -> dict[str, Any]:
    """Return thanks with an invitation to come back."""
    words = "Terima kasih sudah memberi tahu kami, Bu. Kami tunggu kembali."
    card = {"card_offered": "yes", "forecast": "as_expected"}
    return {"words": words, "channel": "in_person", **card, **changed}


# Texts that a page must show as they were typed.
STRANGE = {
    "script": "<script>alert('halo')</script> & <b>tebal</b>",
    "emoji": "Rotinya 😡👩‍🍳 jamuran 🇮🇩",
    "right to left": "הלחם היה \u202bעבש\u202c לגמרי",
    "template": "{{ 7 * 7 }} {% raw %} %s %d 100%",
    "quotes": "\"dia bilang\" 'begitu' \\n \\x00",
    "combining": "Ká́́́fe\u200b\u200dzero",
    "lines": "satu\ndua\n\n  tiga",
}
