"""Where the webhooks of the benchmark are found, and by which they know Telegram."""

PATH = "/brought/by/telegram"
SECRET = "Kq3-a_secret-of-the-benchmark_2026"
