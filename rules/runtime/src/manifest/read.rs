//! The fields of JSON objects; errors say where they are.

use nuanze_abi::Text;
use serde_json::Value as Json;

/// What was read, or the place that is wrong.
pub type Read<T> = Result<T, String>;

/// This field is not what it should be.
pub fn wrong<T>(key: &str) -> Read<T> {
    Err(format!("`{key}` is missing or wrong"))
}

/// A field that has to be there.
pub fn of<'a>(json: &'a Json, key: &str) -> Read<&'a Json> {
    json.get(key).map_or_else(|| wrong(key), Ok)
}

pub fn string(json: &Json, key: &str) -> Read<String> {
    of(json, key)?
        .as_str()
        .map_or_else(|| wrong(key), |text| Ok(text.into()))
}

pub fn integer(json: &Json, key: &str) -> Read<i64> {
    of(json, key)?.as_i64().map_or_else(|| wrong(key), Ok)
}

pub fn position(json: &Json, key: &str) -> Read<usize> {
    index(of(json, key)?).or_else(|_| wrong(key))
}

/// An item that is itself an index.
pub fn index(json: &Json) -> Read<usize> {
    json.as_u64()
        .and_then(|index| usize::try_from(index).ok())
        .map_or_else(|| wrong("index"), Ok)
}

pub fn positions(json: &Json, key: &str) -> Read<Vec<usize>> {
    list(json, key, index)
}

pub fn text(json: &Json, key: &str) -> Read<Text> {
    words(of(json, key)?).or_else(|_| wrong(key))
}

/// An item that is itself words.
pub fn words(json: &Json) -> Read<Text> {
    Ok(Text {
        zh: string(json, "zh")?,
        en: string(json, "en")?,
    })
}

/// A field that is left out where it is false.
pub fn flag(json: &Json, key: &str) -> Read<bool> {
    json.get(key).map_or(Ok(false), |flag| {
        flag.as_bool().map_or_else(|| wrong(key), Ok)
    })
}

/// A field that is left out where there is none.
pub fn maybe<T>(json: &Json, key: &str, read: impl Fn(&Json, &str) -> Read<T>) -> Read<Option<T>> {
    if json.get(key).is_none_or(Json::is_null) {
        Ok(None)
    } else {
        read(json, key).map(Some)
    }
}

/// A list that is left out where it is empty.
pub fn list<T>(json: &Json, key: &str, read: impl Fn(&Json) -> Read<T>) -> Read<Vec<T>> {
    json.get(key)
        .map_or_else(|| Ok(Vec::new()), |items| all(items, key, read))
}

/// All items of a list.
pub fn all<T>(json: &Json, name: &str, read: impl Fn(&Json) -> Read<T>) -> Read<Vec<T>> {
    let Some(items) = json.as_array() else {
        return wrong(name);
    };
    let mut list = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        list.push(read(item).map_err(|problem| format!("{name}[{at}]: {problem}"))?);
    }
    Ok(list)
}
