"""English sentences by error code; grouped as the domain's modules are."""

SENTENCES: dict[str, str] = {
    "RULE_BROKEN": "This is not allowed.",
    # criteria sets, answers, scoring
    "CRITERIA_SET_UNSOUND": "{file}: the criteria set has {count} faults, the first on line {line}.",
    "CRITERIA_FAULT": "{file}, line {line}: “{where}” is not right.",
    "CRITERIA_TOML_UNREADABLE": "{file}, line {line}: the file is not TOML ({detail}).",
    "CRITERIA_KEY_UNKNOWN": "{file}, line {line}: the format of criteria sets has no key “{where}”.",
    "CRITERIA_KEY_MISSING": "{file}, line {line}: the key “{where}” is missing.",
    "CRITERIA_TEXT_EXPECTED": "{file}, line {line}: “{where}” must be a text in quotes, not blank.",
    "CRITERIA_WORDS_EXPECTED": '{file}, line {line}: “{where}” must look like {{ vi = "…", en = "…" }}.',
    "CRITERIA_TRUE_OR_FALSE_EXPECTED": "{file}, line {line}: “{where}” must be true or false.",
    "CRITERIA_WHOLE_NUMBER_EXPECTED": "{file}, line {line}: “{where}” must be a whole number of 0 or more.",
    "CRITERIA_DECIMAL_EXPECTED": (
        '{file}, line {line}: “{where}” must be a number of 0 or more, written as "10.00"; the file '
        "has “{value}”."
    ),
    "CRITERIA_DECIMAL_TOO_FINE": (
        "{file}, line {line}: “{where}” may have two decimals at most; the file has “{value}”."
    ),
    "CRITERIA_DATE_EXPECTED": "{file}, line {line}: “{where}” must be a date, written as 2025-07-01.",
    "CRITERIA_TABLE_EXPECTED": "{file}, line {line}: “{where}” must be a table of keys.",
    "CRITERIA_LIST_EXPECTED": "{file}, line {line}: “{where}” must be a list.",
    "CRITERIA_LIST_EMPTY": "{file}, line {line}: the list “{where}” is empty; it needs at least one entry.",
    "CRITERIA_VALUE_UNKNOWN": "{file}, line {line}: “{where}” can't be “{value}”; it is one of: {allowed}.",
    "CRITERIA_SEMANTICS_UNKNOWN": (
        "{file}, line {line}: there is no evaluator number {value}; there are: {allowed}."
    ),
    "CRITERIA_CODE_UNUSABLE": (
        "{file}, line {line}: the code “{value}” can't be used; a code has letters, digits, points, "
        "hyphens and underscores, does not end in .part or .whole and is no reserved word."
    ),
    "CRITERIA_CODE_REPEATED": "{file}, line {line}: the code “{value}” was used on line {first_line}.",
    "CRITERIA_OUT_OF_ORDER": (
        "{file}, line {line}: “{where}” ({value}) is out of order; bands and ratings go from best to "
        "worst, levels from low to high."
    ),
    "CRITERIA_NUMBER_TOO_LARGE": "{file}, line {line}: “{where}” is {value}, above the {most} allowed.",
    "CRITERIA_STEP_UNUSABLE": (
        "{file}, line {line}: the step “{where}” is {value}; it must be more than 0 and no more than "
        "the maximum."
    ),
    "CRITERIA_FLOOR_ABOVE_MAXIMUM": (
        "{file}, line {line}: the minimum {value} at “{where}” is above the maximum {most}; nobody can "
        "reach it."
    ),
    "CRITERIA_CRITERION_UNKNOWN": (
        "{file}, line {line}: “{where}” names criterion {value}, which the set does not have."
    ),
    "CRITERIA_LEVEL_UNKNOWN": (
        "{file}, line {line}: “{where}” names level “{value}”, which no indicator asks for; levels are "
        '"1", "2", …'
    ),
    "CRITERIA_NOT_FOR_KIND": "{file}, line {line}: “{where}” does not go with an indicator of kind {kind}.",
    "CRITERIA_NOT_FOR_LOGIC": "{file}, line {line}: “{where}” does not go with a set whose logic is {logic}.",
    "CRITERIA_DATES_OUT_OF_ORDER": (
        "{file}, line {line}: the last day in force, “{where}”, lies before the first."
    ),
    "CRITERIA_NOTHING_TO_SCORE": "{file}, line {line}: the set's maximum is 0 points, nothing can be scored.",
    "CRITERIA_UNKNOWN_ONLY_IN_DRAFT": (
        "{file}, line {line}: “{where}” is blank; only a draft may leave a number unknown."
    ),
    "ANSWER_CODE_UNKNOWN": "The criteria set {set} does not ask for: {codes}.",
    "ANSWERS_DAMAGED": "The stored answer to {code} can't be read.",
    "CRITERIA_SET_INCOMPLETE": "The criteria set {set} leaves {count} places unknown, so it can't score.",
    # places
    "PLACES_UNSOUND": "The data on place {place} contradict themselves ({fault}).",
    "PLACE_UNKNOWN_THEN": "On {on} there was no place {place} yet.",
    "PLACE_NOT_FOUND": "No place answers to “{text}”.",
    "PLACE_AMBIGUOUS": (
        "{count} places answer to “{text}”; add the kind of unit, the unit above it or a date."
    ),
    "NOT_A_COMMUNE": "Hamlets are opened in a commune only; place {place} is none.",
    "HAMLETS_NEED_SUCCESSOR": (
        "Place {place} was split on {on}; say which unit these hamlets belong to since."
    ),
    "HAMLET_NAMED_TWICE": "Place {place} already has a hamlet named “{name}”.",
    # restatement
    "RESTATED_BACKWARDS": "Counts are restated forwards only: {end} is before {begin}.",
    "SHARES_ABOVE_WHOLE": "The shares of place {place} add up to more than 100%.",
    "SHARE_NOT_OF_SPLIT": "No split led from place {place} to place {successor}; leave this share out.",
    "COUNT_FILE_UNREADABLE": "{file}: the file can't be read ({detail}); a CSV file in UTF-8 is needed.",
    "COUNT_COLUMN_MISSING": "{file}, line 1: column “{column}” is missing.",
    "COUNT_ROW_UNEVEN": "{file}, line {line}: {cells} cells for {columns} columns; put a place with commas in double quotes.",
    "COUNT_NOT_WHOLE": "{file}, line {line}, column {column}: “{text}” is no whole number.",
    "COUNT_PLACE_NOT_FOUND": "{file}, line {line}, column {column}: on {on} no place answers to “{text}”.",
    "COUNT_PLACE_AMBIGUOUS": "{file}, line {line}, column {column}: on {on} {count} places answer to “{text}”; add the unit word and the places above.",
    "SHARE_UNREADABLE": "{file}, line {line}, column {column}: “{text}” is no share above 0 and up to 100 with at most two decimals.",
    # reforms of places
    "PLACES_CHANGED_MEANWHILE": "Somebody changed {number} of these places at the same moment. Do it again.",
    "REFORM_PLAN_UNREADABLE": "Line {line}: the file is not sound TOML ({detail}).",
    "REFORM_KEY_MISSING": "Line {line}: “{where}” is missing.",
    "REFORM_KEY_UNKNOWN": "Line {line}: a plan has no key “{where}”; remove it or correct its name.",
    "REFORM_TEXT_EXPECTED": "Line {line}: “{where}” must be text in quotes, not empty and not too long.",
    "REFORM_DATE_EXPECTED": "Line {line}: “{where}” must be a day, written like 2026-07-01.",
    "REFORM_SHARE_EXPECTED": '"{where}" on line {line} must be a percentage with at most two decimals, written like "62.50".',
    "REFORM_LIST_EXPECTED": "Line {line}: “{where}” must be a list with at least one entry.",
    "REFORM_TRUE_OR_FALSE_EXPECTED": "Line {line}: “{where}” must be true or false.",
    "REFORM_KIND_UNKNOWN": "Line {line}: “{where}” cannot be “{value}”; only: {allowed}.",
    "REFORM_KEY_REPEATED": "Line {line}: {where} uses the key “{key}” of another new place; choose another one.",
    "REFORM_PLACE_UNKNOWN": "Entry {entry}: no place is called “{text}”; give its full name and what is above it, or # and its number.",
    "REFORM_PLACE_AMBIGUOUS": "Entry {entry}: {count} places answer to “{text}”: {candidates}. Add what is above it, or give # and its number.",
    "REFORM_NEW_PLACE_UNKNOWN": "Entry {entry}: the plan opens no place with the key “{text}”.",
    "REFORM_LEGAL_REFERENCE_MISSING": "Entry {entry}: the paper it rests on (legal_reference) is missing.",
    "REFORM_PLACE_CLOSED": "Entry {entry}: {place} ended on {on}; name a place that goes on.",
    "REFORM_TOO_EARLY": "Entry {entry}: {place} has a change on {last}, so the deed must take effect after that day; {day} is too early.",
    "REFORM_OTHER_KIND": "Entry {entry}: {place} and {other} are of different kinds and cannot become each other.",
    "REFORM_WRONG_PARENT": "Entry {entry}: {place} cannot hang below {parent}; name the right place above it.",
    "REFORM_PARENT_UNCLEAR": "Entry {entry}: it is unclear what {place} hangs below or who answers for it; name its parent (or custodian).",
    "REFORM_PLACE_TWICE": "Entry {entry}: {place} is already dealt with in entry {first}; a place changes once a day.",
    "REFORM_NOTHING_MERGED": "Entry {entry}: nothing is left to merge into {place}.",
    "REFORM_PARTS_MISSING": "Entry {entry}: {place} must be split between at least two different places other than itself.",
    "REFORM_SHARES_INCOMPLETE": "Entry {entry}: for the split of {place}, state the share of every part or of none.",
    "REFORM_SHARES_DO_NOT_ADD": "Entry {entry}: the shares of the split of {place} add up to {total}%, not to 100%.",
    "REFORM_DEFAULT_TWICE": "Entry {entry}: only one part of the split of {place} can be the default.",
    "REFORM_HAMLETS_FORGOTTEN": "Entry {entry}: the split of {place} does not say where {number} places below it go: {hamlets}.",
    "REFORM_NOT_BELOW": "Entry {entry}: {hamlet} does not hang below {place}, so the split cannot send it anywhere.",
    "REFORM_NOT_EMPTY": "Entry {entry}: {number} places still hang below {place}: {hamlets}. Move or close them first.",
    # rounds, cases, decisions
    "STEP_NOT_ALLOWED": "The case stands at “{state}”, so it is not possible to {step} it (case {cases}). Reload the page to see where it stands.",
    "NOTHING_INSIDE": "The criteria set counts “{counts}”, which a {title} does not hold.",
    "NOT_ELIGIBLE": "{number} cannot register because {why}: {subjects}. Untick them.",
    "NO_QUORUM": "Only {present} of {invited} invited people came, short of the {quorum_percent}% the round asks for.",
    "VOTES_DO_NOT_ADD": "Case {case}: {votes} votes, but only {present} people were present.",
    "ATTENDANCE_IMPOSSIBLE": "The number present ({present}) must lie between 1 and the number invited ({invited}).",
    "SAME_KEY_OTHER_REQUEST": "This request was sent before with other contents. Reload the page and try again.",
    "OUTSIDE_SCOPE": "This was not found, or this work is not yours here.",
    "GRANTS_TO_SELF": "Nobody gives themselves a role; ask the level above.",
    "SET_NOT_FOUND": "There is no criteria set “{key}”.",
    "PUBLISHED_SET_CHANGED": "The criteria set {set} is published and its rules can't change; add a new version.",
    "NO_SUCH_PEOPLE": "{number} people are not in the register of citizens: {subjects}.",
    "ALREADY_MEMBER": "{number} people are members of this branch already: {subjects}.",
    "NOT_A_MEMBER": "{number} people are not members of this branch: {subjects}.",
    "LEAVES_TOO_EARLY": "{number} people joined on {day} or later, so they cannot have left on it: {subjects}.",
    "TITLE_NAMED_ALREADY": "The title {title} is called “{name}” there from {day} on already.",
    "MARKED_ALREADY": "The place is marked as a difficult area from {day} on already (by {source}).",
    "LIST_DAY_UNREADABLE": "{file}, line {line}, column {column}: “{text}” is no day; write 2025-07-01 or 01/07/2025.",
    "LIST_WORD_UNKNOWN": "{file}, line {line}, column {column}: “{text}” is unknown; use one of: {known}.",
    "LIST_CELL_BLANK": "{file}, line {line}: column {column} is blank.",
    "LIST_ENDS_TOO_EARLY": "{file}, line {line}: the last day must not lie before the first.",
    "NAME_MISSING": "Row {row}: the name is missing.",
    "NAME_TOO_LONG": "Row {row}: the name is longer than {most} letters.",
    "COMMUNITY_EXISTS": "A place is one community; this one is in the register already.",
    "DOES_NOT_BELONG": "{number} subjects cannot belong to each other in this way: {subjects}.",
    "BELONGS_ELSEWHERE": "Somebody belongs to another household already, or a household to another clan; record that they left first.",
    "NO_ROUND": "There is no round of {title} in {year} for this place.",
    "ROUND_EXISTS": "This place has a round of {title} in {year} already.",
    "SET_DOES_NOT_FIT": "The criteria set {set} cannot be used for a round of {title}: {why}.",
    "MORE_SPECIFIC_SET_HOLDS": "The criteria set {set} is not used here, because {holds} was made for just this place or organisation; choose {holds}.",
    "SCOPE_PLACE_UNKNOWN": "The criteria set {set} says it is for “{place}”, but {count} places answer to that name; write it like “Xã X, Huyện Y, Tỉnh Z”, or its code.",
    "NOT_A_DRAFT": "The criteria set {set} is no longer a draft and takes no more comments.",
    "INDICATOR_NOT_IN_SET": "The criteria set {set} has no code {indicator}; choose one of its indicators, or comment on the whole set.",
    "COMMENT_EMPTY": "The comment, or the reason of the answer, has no words yet.",
    "COMMENT_TOO_LONG": "The text has {number} signs, the most is {most}; shorten it or make several comments of it.",
    "RULES_NOT_AS_PUBLISHED": "The criteria set {set} in the database is no longer as it was published; tell the administrator.",
    "ROUND_UNSOUND": "The round can't be opened: its {what} make no sense.",
    "OUTSIDE_PARENT_ROUND": "A local round must lie within its parent's: wrong {what}.",
    "REGISTRATION_CLOSED": "{day} is outside the registration time, {opens} to {closes}.",
    "ALREADY_REGISTERED": "{number} are registered this year already: {subjects}. Untick them.",
    "NOTHING_NAMED": "Nothing is chosen yet.",
    "CANNOT_WITHDRAW": "{number} registrations can't be withdrawn at this step: they were withdrawn before, or a form was handed in.",
    "CASES_UNKNOWN": "{number} cases are not in the system.",
    "CHANGED_MEANWHILE": "Somebody changed {number} of these cases before you (case {cases}). Reload the page and try again.",
    "VERIFIES_OWN_ENTRY": "Nobody may verify what they entered themselves: {number} cases, {cases}. Ask somebody else to verify them.",
    "REASON_MISSING": "Give a reason.",
    "NOT_PASSING": "{number} cases do not meet the criteria and can't be proposed: {cases}.",
    "OTHER_PLACE": "{number} cases do not belong to the place of the meeting: {cases}.",
    "BOTH_ANSWERS": "{number} cases are recognised and refused in the same decision: {cases}.",
    "NOT_YET": "{day} has not come yet (today is {today}), so nothing can be marked as expired on it.",
    "OTHER_ROUND": "The chosen cases belong to several rounds; do one round at a time.",
    "DECIDES_OWN_VERIFICATION": "Nobody may decide what they entered or verified themselves: {number} cases, {cases}.",
    "TAKES_EFFECT_TOO_EARLY": "The decision can't take effect on {day}, before it was proposed on {proposed}.",
    "NOT_HELD": "{number} titles are no longer held, so no distinction can be given: {cases}.",
    "RECOGNITIONS_UNKNOWN": "{number} recognitions are not in the system.",
    # files of answers and sets
    "ANSWER_FILE_UNREADABLE": "The file {file} can't be read; it must be CSV in UTF-8 ({detail}).",
    "ANSWER_FILE_EMPTY": "The file {file} is empty: it has no header line.",
    "OUTCOME_FILE_UNWRITABLE": "The file of outcomes {file} can't be written ({detail}).",
    "COLUMN_MISSING": "File {file}: line 1 lacks the column {column}.",
    "COLUMNS_REPEATED": "File {file}: line 1 repeats a column: {columns}.",
    "COLUMNS_UNKNOWN": "File {file}: line 1 has columns the criteria set {set} does not ask for: {columns}.",
    "CASE_NOT_IN_FILE": "The file {file} has no case {case}.",
    "ANSWERS_NOT_IN_FILE": "Note: the file {file} has no column {codes}; these count as not answered in every row.",
    "CELL_UNUSABLE": "Line {line}, column {column}: the value “{value}” can't be used.",
    "CELL_COUNT_WRONG": "Line {line}: {found} cells, while the header has {expected} columns.",
    "CASE_BLANK": "Line {line}, column case_id: blank.",
    "CASE_REPEATED": "Line {line}, column case_id: an earlier line has “{case}” too.",
    "CRITERIA_FILE_UNREADABLE": "The file {file} can't be read; it must be TOML in UTF-8 ({detail}).",
    "PACKAGED_SET_NOT_FOUND": "No criteria set {key} comes with the program.",
    "PUBLISHED_RULES_CHANGED": "{file}: the rules of the published set {set} differ from digests.lock; a correction is a new version.",
    # sets derived from a frame
    "NOT_COMPARABLE": "The set {set} can no longer be compared with its frame {frame}: {change} ({where}).",
    "FRAME_NOT_FOUND": "The set {set} derives from the frame {frame}, which is not at hand; name the frame's file too.",
    # published figures
    "NUMBER_UNREADABLE": "“{text}” is no number that can be read; write it as 330.909, 35,36% or gần 7,4 tỷ.",
    "FIGURES_FILE_UNREADABLE": "{file}, line {line}: the file is not CSV in UTF-8; save it as “CSV UTF-8”.",
    "FIGURES_COLUMNS_MISSING": "{file}: the first line lacks the columns {columns}; add them (they may be blank).",
    "FIGURES_CELL_UNREADABLE": "{file}, line {line}, column {column}: “{text}” can't be read; correct the cell.",
    "FIGURES_NUMBER_UNREADABLE": "{file}, line {line}, column {column}: “{text}” is no number that can be read; write it as 330.909, 35,36%, gần 7,4 tỷ or 800 - 1000.",
    "FIGURES_QUALIFIER_UNKNOWN": "{file}, line {line}, column {column}: “{text}” is not known; leave the cell blank or write one of: {allowed}.",
    "FIGURES_QUALIFIERS_DIFFER": "{file}, line {line}, column {column}: “{text}” does not go with the number “{other}”; correct one of the two cells.",
    "FIGURES_PERIOD_UNREADABLE": "{file}, line {line}, column {column}: there is no year in “{text}”; write 2023, 2023-12, 2016..2021 or target 2024.",
    "FIGURES_ID_MISSING": "{file}, line {line}, column {column}: the row has no id; give each row its own.",
    "FIGURES_ID_REPEATED": "{file}, line {line}, column {column}: line {first_line} already has the id “{text}”; give each row its own.",
    "FIGURES_CELLS_TOO_MANY": '{file}, line {line}: {cells} cells, but the file has {columns} columns; put a cell with a comma in double quotes, as in "35,36".',
    # cards and papers
    "CARD_CODE_UNSOUND": "This is no card's code. Compare each letter with the card and type it again.",
    "CARD_NOT_IN_FORCE": "No card in force has this code. Ask the branch that gave the card out.",
    "NO_CARD_FOR": "No card can be issued for {number}: not a registered citizen, withdrawn, or the round is over.",
    "CARD_ISSUED_MEANWHILE": "Somebody has just issued cards to the same people. Look at the list, then do it again.",
    "CARD_REVOKED_WITHOUT_REASON": "Say why the card is revoked.",
    # the demonstration, the embedded server
    "DEMO_BUILT_OTHERWISE": "The demonstration here was built with another seed or size; add --reset to remove it and build anew.",
    "DEMO_HOLDS_REAL_DATA": "This database has real accounts, so no demonstration is built or removed here; use a database of its own.",
    "DEMO_NO_SUCH_FORM": "The criteria set {set} leaves no form that ends as {outcome}.",
    "PORT_TAKEN": "{host}:{port} cannot be opened ({detail}); stop what uses the port or choose another --port.",
    "DISK_FULL": "The disk is full, so this was not done. Free some space, then do it again.",
    "DATABASE_AWAY": "The database cannot be reached. Wait a few seconds, look whether what you just did was saved, then try again.",
    "DATABASE_BUSY": "The database has been busy for too long, so this was not saved. Wait a few minutes, then do it again.",
    "DATABASE_UNUSABLE": "The database file cannot be used ({detail}). Check the permissions and the disk.",
}
