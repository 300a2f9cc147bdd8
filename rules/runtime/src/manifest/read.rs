//! Reads fields of JSON objects and remembers the first one that is wrong. What is wrong is read as nothing, so that
//! readers need no way out half-way: this keeps them small.

use nuanze_abi::Text;
use serde_json::Value as Json;

/// The state of a reading.
#[derive(Default)]
pub struct Reader {
    /// Where it is now, from the outside in: lists with the item's position.
    place: Vec<(&'static str, usize)>,
    /// The first problem.
    pub problem: Option<String>,
}

/// An item that is missing.
static NOTHING: Json = Json::Null;

impl Reader {
    /// This field is not what it should be.
    #[inline(never)]
    pub fn wrong(&mut self, key: &str) {
        if self.problem.is_none() {
            let mut problem: String = self
                .place
                .iter()
                .map(|(list, at)| format!("{list}[{at}]: "))
                .collect();
            problem.push_str(&format!("`{key}` is missing or wrong"));
            self.problem = Some(problem);
        }
    }

    #[inline(never)]
    pub fn string(&mut self, json: &Json, key: &'static str) -> String {
        match of(json, key).as_str() {
            Some(text) => text.into(),
            None => {
                self.wrong(key);
                String::new()
            }
        }
    }

    #[inline(never)]
    pub fn integer(&mut self, json: &Json, key: &'static str) -> i64 {
        self.whole(of(json, key), key)
    }

    #[inline(never)]
    pub fn position(&mut self, json: &Json, key: &'static str) -> usize {
        self.index(of(json, key), key)
    }

    /// An item that is itself an integer.
    #[inline(never)]
    pub fn whole(&mut self, json: &Json, key: &'static str) -> i64 {
        let found = json.as_i64();
        if found.is_none() {
            self.wrong(key);
        }
        found.unwrap_or_default()
    }

    /// An item that is itself an index.
    #[inline(never)]
    pub fn index(&mut self, json: &Json, key: &'static str) -> usize {
        let found = json.as_u64().and_then(|index| usize::try_from(index).ok());
        if found.is_none() {
            self.wrong(key);
        }
        found.unwrap_or_default()
    }

    #[inline(never)]
    pub fn positions(&mut self, json: &Json, key: &'static str) -> Vec<usize> {
        self.list(json, key, |r, item| r.index(item, key))
    }

    #[inline(never)]
    pub fn text(&mut self, json: &Json, key: &'static str) -> Text {
        self.words(of(json, key))
    }

    /// An item that is itself words.
    #[inline(never)]
    pub fn words(&mut self, json: &Json) -> Text {
        Text {
            zh: self.string(json, "zh"),
            en: self.string(json, "en"),
        }
    }

    /// A field that is left out where it is false.
    #[inline(never)]
    pub fn flag(&mut self, json: &Json, key: &'static str) -> bool {
        match of(json, key) {
            Json::Null => false,
            Json::Bool(flag) => *flag,
            _ => {
                self.wrong(key);
                false
            }
        }
    }

    /// A field that is left out where there is none.
    pub fn maybe<T>(
        &mut self,
        json: &Json,
        key: &'static str,
        read: fn(&mut Self, &Json, &'static str) -> T,
    ) -> Option<T> {
        (!of(json, key).is_null()).then(|| read(self, json, key))
    }

    /// A list that is left out where it is empty.
    pub fn list<T>(
        &mut self,
        json: &Json,
        key: &'static str,
        read: impl FnMut(&mut Self, &Json) -> T,
    ) -> Vec<T> {
        match of(json, key) {
            Json::Null => Vec::new(),
            items => self.all(items, key, read),
        }
    }

    /// All items of a list.
    pub fn all<T>(
        &mut self,
        json: &Json,
        name: &'static str,
        mut read: impl FnMut(&mut Self, &Json) -> T,
    ) -> Vec<T> {
        let items = self.items(json, name);
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            list.push(read(self, item));
            self.next();
        }
        self.leave();
        list
    }

    /// Enters a list, at its first item.
    #[inline(never)]
    fn items<'a>(&mut self, json: &'a Json, name: &'static str) -> &'a [Json] {
        let items = json.as_array();
        if items.is_none() {
            self.wrong(name);
        }
        self.place.push((name, 0));
        items.map(Vec::as_slice).unwrap_or_default()
    }

    #[inline(never)]
    fn next(&mut self) {
        if let Some((_, at)) = self.place.last_mut() {
            *at += 1;
        }
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.place.pop();
    }

    /// The one of these words that an item is.
    pub fn choice<T: Copy>(
        &mut self,
        json: &Json,
        key: &'static str,
        words: &[(&str, T)],
        otherwise: T,
    ) -> T {
        let word = json.as_str().unwrap_or_default();
        match words.iter().find(|(name, _)| *name == word) {
            Some((_, choice)) => *choice,
            None => {
                self.wrong(key);
                otherwise
            }
        }
    }
}

/// A field; nothing where there is none.
pub fn of<'a>(json: &'a Json, key: &str) -> &'a Json {
    json.get(key).unwrap_or(&NOTHING)
}
