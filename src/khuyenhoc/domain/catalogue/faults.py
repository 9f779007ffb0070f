"""What can be wrong with a file of the catalogue; each names the file and the entry."""

from khuyenhoc.domain.errors import RuleBroken


class CatalogueFault(RuleBroken):
    """A file of the catalogue that is not sound; facts: file, entry."""

    code = "CATALOGUE_UNSOUND"


class CatalogueUnreadable(CatalogueFault):
    """No TOML; facts: file, entry, detail."""

    code = "CATALOGUE_UNREADABLE"


class KeyMissing(CatalogueFault):
    """A key the entry cannot do without; facts: file, entry, key."""

    code = "CATALOGUE_KEY_MISSING"


class KeyUnknown(CatalogueFault):
    """A key the format does not know there; facts: file, entry, key."""

    code = "CATALOGUE_KEY_UNKNOWN"


class ValueWrong(CatalogueFault):
    """A value of another kind than the key wants; facts: file, entry, key, wanted."""

    code = "CATALOGUE_VALUE_WRONG"


class CodeRepeated(CatalogueFault):
    """Two entries with one code, or two indicators of one name; facts: file, entry, key."""

    code = "CATALOGUE_CODE_REPEATED"


class NameUnknown(CatalogueFault):
    """A level or base that no entry of the catalogue names; facts: file, entry, key, name."""

    code = "CATALOGUE_NAME_UNKNOWN"


class PatternFieldUnknown(CatalogueFault):
    """A sentence with a field nobody fills, or with brackets that do not close; facts: file, entry, key, name."""

    code = "CATALOGUE_PATTERN_FIELD_UNKNOWN"
