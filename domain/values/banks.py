"""Check the two numbers that a payment goes by: IBAN and BIC.

Source: product.md §1.5.
"""

from domain.errors import ErrorCode
from domain.values.refusing import refused
from domain.values.texts import text

_IBAN_LIMIT = 50
_BIC_LIMIT = 20
# Kosovo's code is the user's, not ISO's: SWIFT gives it out, schwifty's table of countries lacks it.
_KOSOVO = "XK"


def iban(value: str) -> str | None:
    """Return the IBAN in capitals without blanks: country, length, structure and check digits are right.

    Raises:
        Refused: with INVALID_IBAN otherwise; as `text` does.
    """
    typed = text(value, _IBAN_LIMIT)
    if typed is None:
        return None
    compact = _compact(typed)
    if not _is_iban(compact):
        raise refused(
            "This is not a valid IBAN. Compare it with the bank's papers, from the country to the last digit.",
            "Cet IBAN n'est pas valide. Comparez-le aux papiers de la banque, du pays au dernier chiffre.",
            code=ErrorCode.INVALID_IBAN,
        )
    return compact


def bic(value: str) -> str | None:
    """Return the BIC (SWIFT code) in capitals without blanks: 8 or 11 characters of the right kind, a real country.

    Raises:
        Refused: with INVALID_BIC otherwise; as `text` does.
    """
    typed = text(value, _BIC_LIMIT)
    if typed is None:
        return None
    compact = _compact(typed)
    if not _is_bic(compact):
        raise refused(
            "This is not a valid BIC. Enter its 8 or 11 letters and digits, such as DEUTDEFF.",
            "Ce BIC n'est pas valide. Saisissez ses 8 ou 11 lettres et chiffres, par exemple DEUTDEFF.",
            code=ErrorCode.INVALID_BIC,
        )
    return compact


def _compact(typed: str) -> str:
    """Return the capitals and digits without the blanks between the groups; '' if there is anything outside ASCII."""
    joined = "".join(typed.split())
    # Before upper(): some letters outside ASCII have capitals inside.
    return joined.upper() if joined.isascii() else ""


def _is_iban(compact: str) -> bool:
    """Tell whether this is an IBAN of a country that has them."""
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    try:
        IBAN(compact)
    except SchwiftyException:
        return False
    return True


def _is_bic(compact: str) -> bool:
    """Tell whether this is a BIC of a country that exists."""
    from schwifty import BIC
    from schwifty.exceptions import InvalidCountryCode, SchwiftyException

    try:
        BIC(compact)
    except InvalidCountryCode:  # checked last: the structure is right
        return compact[4:6] == _KOSOVO
    except SchwiftyException:
        return False
    return True
