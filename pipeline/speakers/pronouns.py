"""The pronouns of English by person, number and gender."""

MALE = frozenset(("he", "him", "his", "himself"))
FEMALE = frozenset(("she", "her", "hers", "herself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
NEUTER = frozenset(("it", "its", "itself"))
FIRST = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"))
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
THIRD = MALE | FEMALE | PLURAL | NEUTER
