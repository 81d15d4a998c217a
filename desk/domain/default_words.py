"""The words by which complaints of the default sources are known, a phrase a line.

Written from how customers of shops in Indonesia write: with the short forms of phones
(tdk, ga, yg, dgn) and of what is said at a counter. Each unit edits its own.
"""

NOT = ("tidak", "tdk", "ga", "gak", "gk", "nggak", "ngga", "enggak", "tak", "kurang")


def _without(*words: str) -> tuple[str, ...]:
    """Return the ways to say that something is not so."""
    return tuple(f"{no} {word}" for word in words for no in NOT)


_WORDS: dict[str, tuple[str, ...]] = {
    "product.broken": (
        *("rusak", "rusaknya", "kerusakan", "cacat", "cacatnya", "defect", "reject"),
        *("pecah", "retak", "patah", "penyok", "peyok", "penyot", "bengkok", "hancur"),
        *("remuk", "sobek", "kesobek", "robek", "bolong", "jebol", "bocor", "lecet"),
        *("baret", "gores", "tergores", "copot", "lepas", "putus", "luntur", "macet"),
        *("error", "eror", "bermasalah", "mati total", "mati", "konslet", "rembes"),
        *("meleleh", "melengkung", "tumpah", "cepat rusak", "mudah rusak"),
        *_without("berfungsi", "nyala", "menyala", "bisa dipakai", "bisa dipake"),
        *_without("bisa digunakan", "bisa di pakai", "bisa di pake", "bisa di charge"),
        *_without("bisa di cas", "bisa dicas", "bisa dibuka", "bisa nyala"),
        *_without("bisa berfungsi", "bisa di gunakan", "bisa connect", "jalan"),
        *("gabisa dipake", "gabisa dipakai", "tidak terbaca", "jamnya mati"),
    ),
    "product.expired": (
        *("kedaluwarsa", "kadaluarsa", "kadaluwarsa", "kedaluarsa", "kadarluarsa"),
        *("expired", "expire", "exp", "expirednya", "expirenya", "lewat tanggal"),
        *("basi", "busuk", "tengik", "apek", "jamur", "jamuran", "berjamur"),
        *("bulukan", "melempem", "bau asam", "asam baunya", "berlendir"),
        *_without("segar", "fresh", "layak dimakan"),
    ),
    "product.out_of_stock": (
        *("stok habis", "stock habis", "stok kosong", "stock kosong", "kehabisan"),
        *("habis stok", "habis stock", "barang kosong", "barang habis", "sold out"),
        *("barangnya habis", "barangnya kosong", "selalu habis", "sudah habis"),
        *("stoknya habis", "stoknya kosong", "barang tidak ada", "barang gak ada"),
        *("barang ga ada", "barang gk ada", "barang tdk ada", "barang nggak ada"),
        *_without("ada stok", "ada stock", "ready", "tersedia", "ada barang"),
    ),
    "product.not_as_described": (
        *_without("sesuai", "seperti", "sama dengan", "sama seperti", "original"),
        *_without("ori", "asli", "bagus", "rapi", "rapih", "enak", "nyaman", "tebal"),
        *("bukan ori", "bukan original", "bukan asli", "palsu", "kw", "tiruan"),
        *("beda dengan", "beda dgn", "beda sama", "beda dari", "berbeda", "beda jauh"),
        *("deskripsi", "gambar", "foto", "iklan", "jelek", "jeleknya", "murahan"),
        *("tipis", "ketipisan", "kekecilan", "kebesaran", "sempit", "kesempitan"),
        *("kecil banget", "terlalu kecil", "terlalu tipis", "barang bekas", "bekas"),
        *("kualitas", "kualitasnya", "mutu rendah", "kasar bahannya", "bahan panas"),
    ),
    "price.wrong_price": (
        *("salah harga", "harga salah", "harganya salah", "harga beda"),
        *("beda harga", "harganya beda", "harga berbeda", "harga di rak"),
        *("harga di label", "label harga", "harga naik", "menaikkan harga"),
        *("menaikan harga", "naikin harga", "kemahalan", "terlalu mahal"),
        *("kelebihan bayar", "harga tidak sesuai", "harganya tidak sesuai"),
        *("tidak sesuai harga", "lebih mahal", "dihitung dua kali", "salah hitung"),
    ),
    "price.wrong_change": (
        *("kembalian", "kembaliannya"),
        *("salah kembalian", "kurang kembalian", "kembalian kurang", "susuk"),
        *("kembalian salah", "kembaliannya kurang", "kembaliannya salah"),
        *("kembalian permen", "uang kembali kurang"),
    ),
    "price.qris_failed": (
        *("qris", "kris gagal", "gagal bayar", "bayar gagal", "pembayaran gagal"),
        *("gagal transaksi", "transaksi gagal", "gagal transfer", "ovo", "gopay"),
        *("shopeepay", "saldo terpotong", "saldo kepotong", "sudah terpotong"),
        *("scan gagal", "gagal scan", "selalu gagal", "gagal terus", "m banking"),
    ),
    "service.slow": (
        *("lambat", "lelet", "lemot", "slow", "slow respon", "slow respons"),
        *("respon lambat", "respon lama", "respon sangat lambat", "lama respon"),
        *("respon", "respons", "responnya", "response", "tanggapan", "lama banget"),
        *("lama balas", "balas lama", "lama dibalas", "lama dilayani", "menunggu"),
        *("dilayani lama", "pelayanan lama", "pelayanan lambat", "lama jawab"),
        *("lama banget dilayani", "cuma di read", "cuma dibaca", "di read doang"),
        *_without("dibalas", "di balas", "dijawab", "di jawab", "respon", "direspon"),
        *_without("di respon", "ada respon", "dilayani", "ditanggapi", "balas"),
        *_without("pernah dibalas", "ada tanggapan", "digubris"),
    ),
    "service.unfriendly": (
        *("jutek", "judes", "galak", "ketus", "kasar", "sombong", "songong", "cuek"),
        *("dicuekin", "dicuekkan", "marah", "marah marah", "dimarahi", "bentak"),
        *(
            "membentak",
            "dibentak",
            "nyolot",
            "emosi",
            "acuh",
            "arogan",
            "bermuka masam",
        ),
        *("pelayanan buruk", "pelayanannya buruk", "pelayanan jelek", "diusir"),
        *("pelayanan mengecewakan", "pelayanan payah", "pelayanan", "pelayanannya"),
        *_without("ramah", "sopan", "senyum", "peduli", "profesional", "niat"),
        *_without("komunikatif", "kooperatif", "punya empati", "ada empati"),
    ),
    "service.wrong_information": (
        *("informasi salah", "info salah", "salah info", "salah informasi"),
        *("dibohongi", "bohong", "pembohong", "menipu", "penipu", "penipuan", "tipu"),
        *("ditipu", "katanya bisa", "katanya ada", "katanya ready", "beda omongan"),
        *("tanpa konfirmasi", "tanpa pemberitahuan", "tanpa info", "janji", "php"),
        *_without("konfirmasi", "ada konfirmasi", "dikonfirmasi", "diberitahu"),
        *_without("jujur", "amanah", "ada info", "ada informasi", "ada pemberitahuan"),
    ),
    "facility.queue": (
        *("antre", "antri", "antrean", "antrian", "antreannya", "antriannya"),
        *("mengantre", "mengantri", "ngantre", "ngantri", "antrenya", "antrinya"),
        *("antrean panjang", "antrian panjang", "kasir cuma satu", "satu kasir"),
        *("berdesakan", "desak desakan", "diserobot", "menyerobot", "nyerobot"),
    ),
    "facility.cleanliness": (
        *("kotor", "jorok", "kumuh", "becek", "sampah berserakan", "banyak sampah"),
        *("lantai", "lantainya", "toilet", "tempat sampah", "meja kotor"),
        *("lalat", "semut", "kecoa", "kecoak", "tikus", "debu", "berdebu"),
        *_without("bersih", "higienis"),
    ),
    "order.late": (
        *("terlambat", "telat", "keterlambatan", "lama sampai", "lama sampe"),
        *("lama sampainya", "lama datang", "lama banget sampai", "lama pengiriman"),
        *("pengiriman lama", "pengirimannya lama", "pengiriman lambat", "kirim lama"),
        *("pengiriman sangat lama", "pengiriman sangat lambat", "pengiriman lelet"),
        *("pengiriman terlalu lama", "pengiriman terlambat", "pengiriman telat"),
        *(
            "lama dikirim",
            "lama di kirim",
            "lama kirim",
            "lama kirimnya",
            "dikirim lama",
        ),
        *("kirimnya lama", "proses lama", "prosesnya lama", "baru dikirim"),
        *("baru di kirim", "belum dikirim", "belum di kirim", "belum sampai"),
        *("belum sampe", "belum datang", "belum diterima", "belum saya terima"),
        *("blm dikirim", "blm sampai", "blm datang", "kapan datang", "kapan dikirim"),
        *(
            "nunggu lama",
            "menunggu lama",
            "lama nunggu",
            "lama menunggu",
            "lama sekali",
        ),
        *("sangat lama", "terlalu lama", "kurir", "lama bgt", "pengiriman"),
        *_without("dikirim", "di kirim", "dikirimkan", "di kirimkan", "dikirim kirim"),
        *_without("sampai", "sampe", "datang", "kunjung datang", "tepat waktu"),
    ),
    "order.wrong": (
        *("salah kirim", "salah pesanan", "pesanan salah", "salah barang", "tertukar"),
        *("barang salah", "salah warna", "salah ukuran", "beda warna", "warna beda"),
        *("asal kirim", "dikirim asal", "malah dikirim", "malah di kirim"),
        *("malah dikasih", "dikirim salah", "dikirim warna", "di kirim warna"),
        *("dikirim malah", "pesan warna", "pesen warna", "minta warna", "order warna"),
        *("yg dikirim", "yang dikirim", "yg di kirim", "yang di kirim", "yg datang"),
        *("yang datang", "yg dateng", "yang dateng", "yg dtg", "dikirim beda"),
        *("warna tidak sesuai", "warna tdk sesuai", "warna ga sesuai"),
        *("warna gak sesuai", "warna yg", "warna lain", "lain yang dikirim"),
        *(
            "ukuran tidak sesuai",
            "ukuran ga sesuai",
            "ukuran gak sesuai",
            "bukan pesanan",
        ),
        *_without("sesuai pesanan", "sesuai dengan pesanan", "sesuai dgn pesanan"),
        *_without("sesuai orderan", "sesuai pesenan", "sesuai order", "sesuai warna"),
        *_without("sesuai permintaan", "sesuai dengan yang dipesan", "sesuai request"),
        *_without("sesuai yg dipesan", "sesuai yang dipesan", "sesuai dgn yg dipesan"),
    ),
    "order.incomplete": (
        *("isi kurang", "isinya kurang", "kurang satu", "kurang 1", "kurang 2"),
        *("kurang 3", "kurang dua", "jumlah kurang", "jumlahnya kurang", "kekurangan"),
        *("dikirim cuma", "di kirim cuma", "dikirim hanya", "di kirim hanya"),
        *("cuma dikirim", "hanya dikirim", "cuma di kirim", "hanya di kirim"),
        *(
            "yg dikirim cuma",
            "yang dikirim cuma",
            "yg dikirim hanya",
            "yang datang cuma",
        ),
        *("yg datang cuma", "yg datang hanya", "datang cuma", "datangnya cuma"),
        *("isi cuma", "isinya cuma", "isinya hanya", "dapat cuma", "cuma dapat"),
        *("hilang", "ketinggalan", "tertinggal", "hadiah", "hadiahnya", "bonus"),
        *("bonusnya", "free gift", "dikirim 1", "dikirim satu", "cuma 1", "hanya 1"),
        *_without("lengkap", "komplit", "komplet", "dapat hadiah", "dapat bonus"),
    ),
    "after_sales.after_sales": (
        *("garansi", "garansinya", "retur", "return", "refund", "tukar", "penukaran"),
        *("pengembalian", "dikembalikan", "di kembalikan", "uang kembali", "klaim"),
        *("claim", "komplain", "komplen", "complain", "complaint", "komplin", "servis"),
        *("tanggung jawab", "bertanggung jawab", "itikad baik", "solusi", "diganti"),
        *("di ganti", "mengganti", "pengembalian dana", "dana kembali", "ganti rugi"),
        *_without("tanggung jawab", "bertanggung jawab", "mau ganti", "mau diganti"),
        *_without("ada solusi", "ada itikad baik", "bisa diganti", "bisa di ganti"),
    ),
}
WORDS: dict[str, str] = {
    code: "\n".join(dict.fromkeys(words)) for code, words in _WORDS.items()
}
