//! The time of day in the text of a date, and its zone.

use std::fmt;

use super::names;
use super::tokens::Token;

/// A time of day and what the text says of its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    zone: Zone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// The text names none.
    Unsaid,
    /// Minutes east of UTC.
    East(i32),
    /// The letters stand for several zones.
    Ambiguous,
}

/// Offsets of real zones end at 14 hours.
const WIDEST_OFFSET_HOURS: u32 = 14;

impl Clock {
    /// Six digits: hour, minute, second.
    pub(super) fn compact(digits: &str) -> Option<Self> {
        let two = |from: usize| digits.get(from..from + 2)?.parse().ok();
        Self::new(two(0)?, two(2)?, two(4)?)
    }

    fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        // A leap second is told as the last one that clocks know.
        (hour < 24 && minute < 60 && second <= 60).then_some(Self {
            hour,
            minute,
            second: second.min(59),
            zone: Zone::Unsaid,
        })
    }

    /// The offset as RFC 3339 writes it, or nothing where the zone is ambiguous.
    pub(super) fn offset(&self) -> Option<String> {
        let minutes = match self.zone {
            Zone::Unsaid => 0,
            Zone::East(minutes) => minutes,
            Zone::Ambiguous => return None,
        };
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.abs();
        Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }
}

/// Takes the first time of day, with its zone, out of the tokens.
pub(super) fn take(tokens: &mut Vec<Token>) -> Option<Clock> {
    for start in 0..tokens.len() {
        let Some((clock, length)) = read(&tokens[start..]) else {
            continue;
        };
        let (zone, zone_length) = read_zone(&tokens[start + length..]);
        // A mark in its place keeps the numbers on both sides apart.
        tokens.splice(start..start + length + zone_length, [Token::Mark(',')]);
        return clock.map(|clock| Clock { zone, ..clock });
    }
    None
}

/// A time at the start of the tokens and how many it takes; the time is `None` where there is no such hour.
fn read(tokens: &[Token]) -> Option<(Option<Clock>, usize)> {
    let hour = tokens.first()?.number_up_to(2)?;
    let (minute, minute_length) = match (tokens.get(1), tokens.get(2)) {
        (Some(mark), Some(number)) if is_hour_mark(mark) => {
            let Token::Number { value, digits: 2 } = number else {
                return None;
            };
            (*value, 2)
        }
        _ => (0, 0),
    };
    let (second, second_length) = read_seconds(&tokens[1 + minute_length..], minute_length > 0);
    let timed = 1 + minute_length + second_length;
    let half = read_half(&tokens[timed..]);
    // `14.03` is a day and `14` a number, unless `pm` or `Uhr` follows.
    let is_plain = tokens
        .get(1)
        .is_some_and(|mark| mark.is(':') || mark.word().is_some());
    if half.is_none() && !(is_plain && minute_length > 0) {
        return None;
    }
    let (hour, half_length) =
        half.map_or((Some(hour), 0), |(half, length)| (half.of(hour), length));
    let clock = hour.and_then(|hour| Clock::new(hour, minute, second));
    Some((clock, timed + half_length))
}

fn is_hour_mark(token: &Token) -> bool {
    token.is(':') || token.is('.') || token.word() == Some("h")
}

/// Seconds and their fraction after the minutes: `:07`, `:07.250`.
fn read_seconds(tokens: &[Token], after_minutes: bool) -> (u32, usize) {
    match tokens {
        [colon, Token::Number { value, digits: 2 }, after @ ..]
            if after_minutes && colon.is(':') =>
        {
            let has_fraction =
                matches!(after, [dot, Token::Number { .. }, ..] if dot.is('.') || dot.is(','));
            (*value, if has_fraction { 4 } else { 2 })
        }
        _ => (0, 0),
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
    /// The clock has 24 hours, and a word says that it is a clock.
    Whole,
}

impl Half {
    /// The hour of 24, if that half of the day has such an hour.
    fn of(self, hour: u32) -> Option<u32> {
        match self {
            Self::Whole => Some(hour),
            _ if hour > 23 => None,
            Self::Morning => Some(if hour == 12 { 0 } else { hour }),
            Self::Afternoon => Some(if hour < 12 { hour + 12 } else { hour }),
        }
    }
}

/// `am`, `p.m.`, `Uhr` and how many tokens that takes.
fn read_half(tokens: &[Token]) -> Option<(Half, usize)> {
    let half = |letter: &str| match letter {
        "a" | "am" => Some(Half::Morning),
        "p" | "pm" => Some(Half::Afternoon),
        "uhr" => Some(Half::Whole),
        _ => None,
    };
    match tokens {
        [Token::Word(letter), dot, Token::Word(m), last, ..]
            if dot.is('.') && m == "m" && last.is('.') =>
        {
            Some((half(letter)?, 4))
        }
        [Token::Word(letter), dot, Token::Word(m), ..] if dot.is('.') && m == "m" => {
            Some((half(letter)?, 3))
        }
        [Token::Word(word), ..] if word.len() > 1 => Some((half(word)?, 1)),
        _ => None,
    }
}

/// A zone at the start of the tokens and how many it takes: `Z`, `EST`, `+0200`, `GMT+2`, `(EET)`.
fn read_zone(tokens: &[Token]) -> (Zone, usize) {
    let opened = usize::from(tokens.first().is_some_and(|mark| mark.is('(')));
    let named = tokens
        .get(opened)
        .and_then(Token::word)
        .and_then(names::zone);
    let Some(minutes) = named else {
        return read_offset(tokens).map_or((Zone::Unsaid, 0), |(minutes, length)| {
            (Zone::East(minutes), length)
        });
    };
    let length = opened + 1;
    match (minutes, read_offset(&tokens[length..])) {
        (Some(0), Some((offset, offset_length))) => (Zone::East(offset), length + offset_length),
        (Some(minutes), _) => (Zone::East(minutes), length),
        (None, _) => (Zone::Ambiguous, length),
    }
}

/// `+0200`, `-05:00`, `+2` as minutes east of UTC.
fn read_offset(tokens: &[Token]) -> Option<(i32, usize)> {
    let sign = match tokens.first()? {
        Token::Mark('+') => 1,
        Token::Mark('-' | '−') => -1,
        _ => return None,
    };
    let (hours, minutes, length) = match tokens.get(1..)? {
        [Token::Number { value, digits: 4 }, ..] => (value / 100, value % 100, 2),
        [
            Token::Number {
                value,
                digits: 1 | 2,
            },
            colon,
            Token::Number {
                value: minutes,
                digits: 2,
            },
            ..,
        ] if colon.is(':') => (*value, *minutes, 4),
        // `09:30 -14.03.2022` is a dash and a day.
        [
            Token::Number { digits: 1 | 2, .. },
            mark,
            Token::Number { .. },
            ..,
        ] if mark.is('.') || mark.is('/') || mark.is('-') => {
            return None;
        }
        [
            Token::Number {
                value,
                digits: 1 | 2,
            },
            ..,
        ] => (*value, 0, 2),
        _ => return None,
    };
    let fits = hours <= WIDEST_OFFSET_HOURS && minutes < 60;
    let east = i32::try_from(hours * 60 + minutes).ok()?;
    fits.then_some((sign * east, length))
}
