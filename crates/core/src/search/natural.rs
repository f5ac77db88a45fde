//! The natural order of names: as people count them, `2.txt` before `10.txt`.

use std::cmp::Ordering;

/// Compares names byte by byte, but runs of digits by the numbers that they write; of names that differ in leading noughts
/// alone, by their bytes.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let (Some(x), Some(y)) = (left.first(), right.first()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, n) = (take_number(&mut left), take_number(&mut right));
            match m.len().cmp(&n.len()).then_with(|| m.cmp(n)) {
                Ordering::Equal => continue,
                unequal => return unequal,
            }
        }
        if x != y {
            return x.cmp(y);
        }
        (left, right) = (&left[1..], &right[1..]);
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Takes the digits that a name begins with; gives them without leading noughts.
fn take_number<'a>(name: &mut &'a [u8]) -> &'a [u8] {
    let digits = name.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = name.split_at(digits);
    *name = rest;
    let noughts = number.iter().take_while(|byte| **byte == b'0').count();
    &number[noughts..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_numbers() {
        let names = [
            "", "2.txt", "2a", "10.txt", "a", "a2b1", "a2b10", "a10b1", "ä",
        ];
        for (at, a) in names.iter().enumerate() {
            for (other, b) in names.iter().enumerate() {
                assert_eq!(natural(a, b), at.cmp(&other), "{a} beside {b}");
            }
        }
        assert_eq!(natural("007", "7"), Ordering::Less);
        assert_eq!(natural("07a", "7b"), Ordering::Less);
        let long = "9".repeat(400);
        assert_eq!(natural(&long, "1"), Ordering::Greater);
    }
}
