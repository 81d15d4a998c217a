"""What a new unit starts with: sources of complaints and service hours."""

from dataclasses import dataclass

from desk.domain.vocabulary import N_

HOURS_REASON = N_("Default service hours")
# The hours of many vocational schools in Jakarta; each unit edits its own.
HOURS = {
    "tz": "Asia/Jakarta",
    "weekly": {
        **{
            day: [["07:00", "12:00"], ["13:00", "15:00"]]
            for day in ("1", "2", "3", "4")
        },
        "5": [["07:00", "11:30"], ["13:00", "14:30"]],
        "6": [],
        "7": [],
    },
    "closed": {},
    "overrides": {},
}


@dataclass(frozen=True, slots=True)
class DefaultSource:
    """A source every unit starts with; the code is what imports name it by."""

    code: str
    name: str
    name_en: str
    below: tuple["DefaultSource", ...] = ()


SOURCES = (
    DefaultSource(
        "product",
        "Produk",
        "Product",
        (
            DefaultSource("product.broken", "Rusak", "Broken"),
            DefaultSource("product.expired", "Kedaluwarsa", "Expired"),
            DefaultSource("product.out_of_stock", "Stok habis", "Out of stock"),
            DefaultSource(
                "product.not_as_described", "Tidak sesuai", "Not as described"
            ),
        ),
    ),
    DefaultSource(
        "price",
        "Harga dan pembayaran",
        "Price and payment",
        (
            DefaultSource("price.wrong_price", "Harga salah", "Wrong price"),
            DefaultSource("price.wrong_change", "Kembalian salah", "Wrong change"),
            DefaultSource("price.qris_failed", "QRIS gagal", "QRIS failed"),
        ),
    ),
    DefaultSource(
        "service",
        "Pelayanan",
        "Service",
        (
            DefaultSource("service.slow", "Lambat", "Slow"),
            DefaultSource("service.unfriendly", "Kurang ramah", "Unfriendly"),
            DefaultSource(
                "service.wrong_information", "Informasi salah", "Wrong information"
            ),
        ),
    ),
    DefaultSource(
        "facility",
        "Fasilitas",
        "Facility",
        (
            DefaultSource("facility.queue", "Antrean", "Queue"),
            DefaultSource("facility.cleanliness", "Kebersihan", "Cleanliness"),
        ),
    ),
    DefaultSource(
        "order",
        "Pesanan dan pengiriman",
        "Order and delivery",
        (
            DefaultSource("order.late", "Terlambat", "Late"),
            DefaultSource("order.wrong", "Salah pesanan", "Wrong order"),
            DefaultSource("order.incomplete", "Tidak lengkap", "Incomplete"),
        ),
    ),
    DefaultSource(
        "after_sales",
        "Purnajual",
        "After-sales",
        (DefaultSource("after_sales.after_sales", "Purnajual", "After-sales"),),
    ),
    DefaultSource(
        "other",
        "Lainnya",
        "Other",
        (DefaultSource("other.other", "Lainnya", "Other"),),
    ),
)
