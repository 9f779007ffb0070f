"""Settings of every process; see config/environment.py for what may be set from outside."""

from pathlib import Path
from typing import Any

import dj_database_url

from khuyenhoc.config import environment, sqlite  # sqlite: a safe one before Django's backend is loaded

PACKAGE = Path(__file__).resolve().parent.parent
# A practice area with data of its own, marked on every page and paper; demo/training.py keeps the two apart.
TRAINING = environment.flag("KHUYENHOC_TRAINING", default=False)
DATA_DIR = environment.data_dir(training=TRAINING)

DEBUG = environment.flag("KHUYENHOC_DEBUG", default=False)
SECRET_KEY = environment.secret_key(DATA_DIR, debug=DEBUG)
ALLOWED_HOSTS = environment.words("KHUYENHOC_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("KHUYENHOC_ORIGINS", "")

# Behind TLS everything is marked secure; the embedded server on one's own machine speaks plain HTTP.
TLS = environment.flag("KHUYENHOC_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "khuyenhoc.storing.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Both may be served beside each other on one machine, and a browser tells no ports apart.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("training_session", "training_csrf") if TRAINING else ("sessionid", "csrftoken")
)
SESSION_COOKIE_AGE = (
    7 * 24 * 3600
)  # a telephone of one's own; on a shared one the session ends with the browser

# An app may import only what stands below it here (the contract in .importlinter).
INSTALLED_APPS = [
    "khuyenhoc.web",
    "khuyenhoc.apps.reform",
    "khuyenhoc.apps.figures",
    "khuyenhoc.apps.scholarships",
    "khuyenhoc.apps.funds",
    "khuyenhoc.apps.commendations",
    "khuyenhoc.apps.pilots",
    "khuyenhoc.apps.centres",
    "khuyenhoc.apps.stories",
    "khuyenhoc.apps.recognition",
    "khuyenhoc.apps.assessments",
    "khuyenhoc.apps.photos",
    "khuyenhoc.apps.cards",
    "khuyenhoc.apps.rounds",
    "khuyenhoc.apps.gatherings",
    "khuyenhoc.apps.directives",
    "khuyenhoc.apps.association",
    "khuyenhoc.apps.subjects",
    "khuyenhoc.apps.criteria",
    "khuyenhoc.apps.jobs",
    "khuyenhoc.apps.access",
    "khuyenhoc.apps.counts",
    "khuyenhoc.apps.places",
    "khuyenhoc.apps.accounts",
    "khuyenhoc.apps.audit",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "khuyenhoc.web.static_files.StaticFilesMiddleware",
    "khuyenhoc.web.static_files.CompressingMiddleware",
    "csp.middleware.CSPMiddleware",
    "khuyenhoc.web.middleware.RememberingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khuyenhoc.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "khuyenhoc.web.sign_in.gate.SecondStepMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "khuyenhoc.web.middleware.RuleBrokenMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "khuyenhoc.config.urls"
WSGI_APPLICATION = "khuyenhoc.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khuyenhoc.web.navigation.context",
                "khuyenhoc.web.undo.context",
                "khuyenhoc.web.help.topics.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

_database: dict[str, Any] = dict(
    dj_database_url.config(
        env="KHUYENHOC_TRAINING_DATABASE_URL" if TRAINING else "DATABASE_URL",
        default=f"sqlite:///{DATA_DIR / 'khuyenhoc.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,  # a database that was started again is found by the next request
    )
)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = sqlite.OPTIONS
else:
    # what `storing.asking` asks for the third time is kept ready by the database, so much a connection
    _database["OPTIONS"] = {**_database.get("OPTIONS", {}), "prepare_threshold": 2}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
]
# A whole hall signs in behind one address: lock the pair, never the address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "sign_in/locked.html"
SECOND_STEP_ROLES = environment.second_step_roles()
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
CSRF_FAILURE_VIEW = "khuyenhoc.web.refusals.csrf_failure"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = ["khuyenhoc.config.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # templates group by |grouped; ids and years are never grouped
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STATIC_ROOT = environment.static_root(DATA_DIR, *STATICFILES_DIRS)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "khuyenhoc.web.static_files.Storage"},
}
WHITENOISE_MAX_AGE = (
    3600  # of plain names, which the pages of a broken server use; hashed ones are kept for ever
)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# What the QR codes of certificates and cards lead to, as the public types it; and a body's own papers.
PUBLIC_ADDRESS = environment.public_address()
PAPER_TEMPLATES = environment.paper_templates(PACKAGE / "papers" / "templates")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
