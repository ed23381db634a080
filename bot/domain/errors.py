"""Refusals: each has a name and data; the words are chosen in the views."""

from typing import ClassVar

Value = str | int | bool


class CouncilError(Exception):
    """A request that cannot be fulfilled. `params` fills the sentence that the views keep under `key`."""

    key: ClassVar[str] = ""

    def __init__(self, **params: Value) -> None:
        super().__init__(self.key, params)
        self.params = params


class NoCouncil(CouncilError):
    """The group is not a council yet, or the person belongs to none."""

    key = "no_council"


class NotMember(CouncilError):
    """The person does not belong to the council that the button or number is about."""

    key = "not_member"


class NotAllowed(CouncilError):
    """The person has no right to this; `who` names the roles that have, joined by commas."""

    key = "not_allowed"


class NoName(CouncilError):
    """The words of a neighbour were recorded without a name, or a name without words."""

    key = "no_name"


class NotBehind(NotAllowed):
    """Escalation is for the proposer and the supporters; others may support the matter first."""

    key = "not_behind"


class NobodyReads(CouncilError):
    """A letter would not be read: no clerk has a private chat with the bot."""

    key = "nobody_reads"


class LetterGone(CouncilError):
    """The letter was taken back, or dealt with long ago."""

    key = "letter_gone"


class LetterDone(CouncilError):
    """The letter was dealt with already."""

    key = "letter_done"


class NamesAuthor(CouncilError):
    """The words for the group name the letter's author."""

    key = "names_author"


class MediationOver(CouncilError):
    """The mediation has ended, or is not in a state for this act."""

    key = "mediation_over"


class SeveralPeople(CouncilError):
    """More than one person shows that name."""

    key = "several_people"


class SameSide(CouncilError):
    """A mediation has two sides and a mediator: three people."""

    key = "same_side"


class SideUnreachable(CouncilError):
    """`name` is unknown or has no private chat with the bot, so they cannot be asked."""

    key = "side_unreachable"


class NoProof(CouncilError):
    """Work done on the spot needs a photo."""

    key = "no_proof"


class NoPhoto(CouncilError):
    """A hazard is done only with a photo that shows it."""

    key = "no_photo"


class NeedsDay(CouncilError):
    """A hazard that is worked on needs a deadline."""

    key = "needs_day"


class HazardInto(CouncilError):
    """A hazard cannot be merged into a matter of another kind: its deadline and photo would be lost."""

    key = "hazard_into"


class NoNegotiation(CouncilError):
    """A formal proposal needs a noted opinion before it is done."""

    key = "no_negotiation"


class BadTicket(CouncilError):
    """The text is no valid number of a hotline ticket."""

    key = "bad_ticket"


class TicketKnown(CouncilError):
    """The ticket is a matter already."""

    key = "ticket_known"


class TicketStays(CouncilError):
    """A ticket must be answered and cannot be withdrawn."""

    key = "ticket_stays"


class NoMatter(CouncilError):
    """The council has no matter with this number."""

    key = "no_matter"


class WrongState(CouncilError):
    """The act is not possible in the matter's `state`."""

    key = "wrong_state"


class TooShort(CouncilError):
    """The text is too short."""

    key = "too_short"


class TooLong(CouncilError):
    """The text is over `limit` characters."""

    key = "too_long"


class VotedOn(CouncilError):
    """A formal vote on the matter was opened once: its proposer cannot withdraw it any more."""

    key = "voted_on"


class NoVote(CouncilError):
    """No formal vote was held on this matter."""

    key = "no_vote"


class VoteGone(CouncilError):
    """The draft of the vote was cancelled, or the vote is open already."""

    key = "vote_gone"


class VoteOver(CouncilError):
    """The vote accepts no more ballots."""

    key = "vote_over"


class NobodyEntitled(CouncilError):
    """The roll has no one entitled to vote."""

    key = "nobody_entitled"


class BadSpan(CouncilError):
    """The duration of the vote is too short or too long."""

    key = "bad_span"


class NoSuchSpan(CouncilError):
    """The words name no duration and no day."""

    key = "no_such_span"


class NotOnRoll(CouncilError):
    """The person's account is linked to no unit of the roll."""

    key = "not_on_roll"


class OutOfScope(CouncilError):
    """The person's units are not in `scope`, the part of the roll that this vote is about."""

    key = "out_of_scope"


class NotACouncillor(CouncilError):
    """Only council members vote, and this person was none when the vote opened."""

    key = "not_a_councillor"


class VotedOnPaper(CouncilError):
    """The unit's ballot was cast on paper."""

    key = "voted_on_paper"


class HasVoted(CouncilError):
    """The unit has a ballot already."""

    key = "has_voted"


class NoSuchUnit(CouncilError):
    """The words name no unit that this vote is about."""

    key = "no_such_unit"


class NoSuchChoice(CouncilError):
    """The words are neither for nor against nor an abstention."""

    key = "no_such_choice"


class SecretPaper(CouncilError):
    """A paper ballot of a secret vote is entered in private: in the group everybody would read it."""

    key = "secret_paper"


class NoWitness(CouncilError):
    """No possible witness of a paper ballot has a private chat with the bot."""

    key = "no_witness"


class OwnPaper(CouncilError):
    """The officer who entered a paper ballot cannot witness it."""

    key = "own_paper"


class PaperGone(CouncilError):
    """The paper ballot is counted already, or a newer entry replaced it."""

    key = "paper_gone"


class UrgedLately(CouncilError):
    """Voters were reminded less than an hour ago; `minutes` until the next reminder is possible."""

    key = "urged_lately"


class OwnMatter(CouncilError):
    """Proposers cannot support their own matter: they count as behind it already."""

    key = "own_matter"


class SameMatter(CouncilError):
    """A matter cannot be merged into itself."""

    key = "same_matter"


class NoSuchPerson(CouncilError):
    """The council knows nobody of that name."""

    key = "no_such_person"


class UnknownPerson(CouncilError):
    """The council knows no person of this `name` yet."""

    key = "unknown_person"


class SeveralJoined(CouncilError):
    """The message that is answered names several people who joined: those of these `names`."""

    key = "several_joined"


class HasLeft(CouncilError):
    """The message that is answered says that a person left."""

    key = "has_left"


class CannotHoldRole(CouncilError):
    """Bots, channels and anonymous administrators hold no role."""

    key = "cannot_hold_role"


class HasNotRole(CouncilError):
    """The person does not have the `role` that is to be removed."""

    key = "has_not_role"


class NotAPerson(CouncilError):
    """Bots, channels and anonymous administrators hold no role and have no voice."""

    key = "not_a_person"


class AccountDeleted(CouncilError):
    """The account was deleted on the platform."""

    key = "account_deleted"


class NoSuchRole(CouncilError):
    """The word names no role."""

    key = "no_such_role"


class NoSuchTerm(CouncilError):
    """The words after 任期 name neither a month nor a day."""

    key = "no_such_term"


class TooManyParties(CouncilError):
    """A council has two parties at least, and at most `limit`."""

    key = "too_many_parties"


class LastHead(CouncilError):
    """The only head cannot resign without a successor."""

    key = "last_head"


class NoSuchDay(CouncilError):
    """The words name no day that can be understood."""

    key = "no_such_day"


class PastDay(CouncilError):
    """The day or moment is over already."""

    key = "past_day"


class PastThisYear(PastDay):
    """The month and day are past in this year; `day` (ISO) is next year's, which `text` names."""

    key = "past_this_year"


class UnclearPlace(CouncilError):
    """The text for `place` seems to contain days or times; in `text` the place is marked as such."""

    key = "unclear_place"


class BadSchedule(CouncilError):
    """The words name no regular meeting days."""

    key = "bad_schedule"


class NoMeeting(CouncilError):
    """The council has no planned meeting."""

    key = "no_meeting"


class MeetingOver(CouncilError):
    """The meeting of that `day` is over or was called off, and none is planned."""

    key = "meeting_over"


class AnotherMeeting(MeetingOver):
    """The meeting of that `day` is over or was called off; the next one is on the day `next_day`."""

    key = "another_meeting"


class MeetingMoved(CouncilError):
    """The button is of another day: the meeting was moved to that `day` since."""

    key = "meeting_moved"


class BadPoll(CouncilError):
    """The poll lacks something; `why` says what: question, options, long_question, long_option, duration."""

    key = "bad_poll"


class NotAsked(CouncilError):
    """The person is not among those asked."""

    key = "not_asked"


class DraftGone(CouncilError):
    """The draft was sent already, or waited too long."""

    key = "draft_gone"


class AdminOnly(CouncilError):
    """Setting up a council requires an administrator of the group."""

    key = "admin_only"


class NoPolls(CouncilError):
    """The platform has no polls."""

    key = "no_polls"


class GroupOnly(CouncilError):
    """The command works in the council's group only."""

    key = "group_only"


class PrivateOnly(CouncilError):
    """The command works in a private chat with the bot only."""

    key = "private_only"


class OldButton(CouncilError):
    """The button is of another chat, too old, or not the bot's."""

    key = "old_button"


class DialogGone(CouncilError):
    """The question was answered already, or waited too long."""

    key = "dialog_gone"


class SeveralCouncils(CouncilError):
    """The person belongs to several councils and it is not clear which is meant."""

    key = "several_councils"


class NoSuchMoment(CouncilError):
    """The words name no day and time that can be understood."""

    key = "no_such_moment"


class BadNumber(CouncilError):
    """The words name no matter's number."""

    key = "bad_number"


class OneAtATime(CouncilError):
    """Several matters are named where one can be dealt with at a time; `listed` names them."""

    key = "one_at_a_time"


class TooManyNumbers(CouncilError):
    """More than `limit` matters are named in one message."""

    key = "too_many_numbers"


class NoRule(CouncilError):
    """The rule library has no such rule, or none that is in force on that day."""

    key = "no_rule"


class RollDraftGone(CouncilError):
    """The file was imported or given up, or waited too long."""

    key = "roll_draft_gone"


class RollChanged(CouncilError):
    """Another officer imported a roll since this one was compared with what was in force."""

    key = "roll_changed"


class NoFile(CouncilError):
    """The platform does not provide the file, or provides another one than was previewed."""

    key = "no_file"


class FileTooComplex(CouncilError):
    """The file's reader did not survive it, now or recently."""

    key = "file_too_complex"


class StillReading(CouncilError):
    """A file of this person, or several of this council, are being read."""

    key = "still_reading"


class TooManyFiles(CouncilError):
    """More files came than can be read now."""

    key = "too_many_files"


class PlatformSlow(CouncilError):
    """The platform did not answer what the bot had to ask it first; nothing was decided."""

    key = "telegram_slow"  # it stands in answers that were kept before they could be sent


class NoRoll(CouncilError):
    """The council has not imported a roll."""

    key = "no_roll"


class NoUnit(CouncilError):
    """The words name no unit and no building of the roll in force."""

    key = "no_unit"


class BadCode(CouncilError):
    """The code is wrong, used or expired: which of these is not told."""

    key = "bad_code"


class TooManyGuesses(CouncilError):
    """The account tried too many codes in a short time."""

    key = "too_many_guesses"


class LinkGone(CouncilError):
    """The account is not linked to that unit any more."""

    key = "link_gone"


class MeetingRunning(CouncilError):
    """A meeting of this council is being held already."""

    key = "meeting_running"


class NoMeetingOpen(CouncilError):
    """No meeting is in session."""

    key = "no_meeting_open"


class NotedBefore(CouncilError):
    """All who were named are recorded already."""

    key = "noted_before"


class OnSite(CouncilError):
    """Checking in requires the code shown in the room."""

    key = "on_site"


class OldEntryCode(CouncilError):
    """The code has changed since, or its meeting is over."""

    key = "old_entry_code"


class NoMoreMatters(CouncilError):
    """No matter of the agenda is left."""

    key = "no_more_matters"


class NoSuchPeriod(CouncilError):
    """The words name no month and no year."""

    key = "no_such_period"


class NoDoor(CouncilError):
    """No member who could show the code has a private chat with the bot."""

    key = "no_door"


class MinutesConfirmed(CouncilError):
    """The minutes are confirmed, or were corrected too often: they stay as they are."""

    key = "minutes_confirmed_already"


class StagesMissing(CouncilError):
    """The matter's procedure asks for more first; `missing` names it, joined by commas."""

    key = "stages_missing"


class NoStage(CouncilError):
    """The matter's procedure asks for no further stage."""

    key = "no_stage"


class StageLacks(CouncilError):
    """The recorded stage does not meet its requirements; `lacks` names those missing, joined by commas."""

    key = "stage_lacks"


class BadPeriod(CouncilError):
    """A publication lasts at least `least` days."""

    key = "bad_period"


class NoObjection(CouncilError):
    """No objection waits for an answer."""

    key = "no_objection"


class TooManyObjections(CouncilError):
    """Too many people object: the matter must be deliberated again."""

    key = "too_many_objections"


class ReturnedOnce(CouncilError):
    """An assignment can be returned only once for a matter."""

    key = "returned_once"


class TopLevel(CouncilError):
    """The matter is at the top level already."""

    key = "top_level"


class NotAbove(CouncilError):
    """The named level is not above the matter's, or is not used."""

    key = "not_above"


class SkipsLevels(CouncilError):
    """Skipping a level is for the head only."""

    key = "skips_levels"


class CalledAlready(CouncilError):
    """The person has called for escalation already; `total` of `wanted` have."""

    key = "called_already"


class UpTheLadder(CouncilError):
    """The person is on duty above the matter's level: it is escalated with a reason, not assigned."""

    key = "up_the_ladder"


class Paused(CouncilError):
    """The matter's deadlines are paused already."""

    key = "paused"


class NotPaused(CouncilError):
    """The matter's deadlines are not paused."""

    key = "not_paused"


class NoSuchLevel(CouncilError):
    """The words name no level."""

    key = "no_such_level"


class NoSuchLimit(CouncilError):
    """The words name no limit, or no number from `least` to `most`."""

    key = "no_such_limit"


class TooEarly(CouncilError):
    """The matter can be archived from `day` on."""

    key = "too_early"


class NotDeliberated(CouncilError):
    """The matter cannot be archived before it was deliberated once."""

    key = "not_deliberated"


class AgendaPosted(CouncilError):
    """The agenda of the next meeting is posted; what comes later only the head may put on it."""

    key = "agenda_posted"


class BadJoiningCode(CouncilError):
    """The code by which a council comes under another was never given out, was used, or is too old."""

    key = "bad_joining_code"


class JoinsItself(CouncilError):
    """A council brought its own code."""

    key = "joins_itself"


class HasParent(CouncilError):
    """The council has a parent already."""

    key = "has_parent"


class NotBelow(CouncilError):
    """A council's level must be below that of its parent."""

    key = "not_below"


class TooManyBelow(CouncilError):
    """The parent has the maximum of `limit` child councils."""

    key = "too_many_below"


class SentAbove(CouncilError):
    """The matter was sent up to another council, which works on it."""

    key = "sent_above"


class SentFromBelow(CouncilError):
    """The matter came from another council, which asks its people and closes it."""

    key = "sent_from_below"


DOUBTS = (
    PastThisYear,
    UnclearPlace,
)  # it is asked whether the words are meant so; `text` says the same without a doubt
