//! A stable sort in a tenth of the code of the standard one: a phone loads each instance.

/// Sorts a list so that no item is before the one in front of it, by halves that are merged.
pub fn sort<T>(list: &mut Vec<T>, is_before: &impl Fn(&T, &T) -> bool) {
    if list.len() < 2 {
        return;
    }
    let mut second = list.split_off(list.len() / 2);
    let mut first = std::mem::take(list);
    sort(&mut first, is_before);
    sort(&mut second, is_before);
    list.reserve(first.len() + second.len());
    let mut second = second.into_iter().peekable();
    for item in first {
        while let Some(earlier) = second.next_if(|other| is_before(other, &item)) {
            list.push(earlier);
        }
        list.push(item);
    }
    list.extend(second);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let mut list = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort(&mut list, &|one, other| one.0 < other.0);
        assert_eq!(list, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
    }

    #[test]
    fn nothing_stays_nothing() {
        let mut list: Vec<u8> = Vec::new();
        sort(&mut list, &|one, other| one < other);
        assert!(list.is_empty());
    }
}
