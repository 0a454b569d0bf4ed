//! Which fields a cable carries, as its own serialisation tells: a field that is added to it is counted too.

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// How many cables carried each field, and each field of those fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    counts: Vec<Count>,
    /// Where the next field is probably found: they come in the same order each time.
    next: usize,
}

#[derive(Clone, Debug)]
struct Count {
    field: &'static str,
    /// Of an object's field; empty for the object itself.
    part: &'static str,
    cables: u64,
}

impl Presence {
    /// Counts the fields of one more object.
    pub(super) fn add(&mut self, object: &impl Serialize) {
        self.next = 0;
        // Nothing here fails: the only error is that of a serialisation which gives one up itself.
        _ = object.serialize(Probe { presence: self, field: None });
    }

    /// Adds what was counted elsewhere.
    pub(super) fn merge(&mut self, other: &Self) {
        self.next = 0;
        for count in &other.counts {
            self.count(count.field, count.part, count.cables);
        }
    }

    /// Each field with its count, in the order of `order`; the fields of an object below it, by name.
    pub(super) fn sorted(&self, order: &Self) -> Vec<(String, u64)> {
        let place = |field| order.counts.iter().position(|count| count.field == field).unwrap_or(usize::MAX);
        let mut counts: Vec<_> = self.counts.iter().collect();
        counts.sort_by_key(|count| (place(count.field), count.field, count.part));
        let name = |count: &Count| match count.part {
            "" => count.field.to_owned(),
            part => format!("{}.{part}", count.field),
        };
        counts.into_iter().map(|count| (name(count), count.cables)).collect()
    }

    fn count(&mut self, field: &'static str, part: &'static str, cables: u64) {
        let (before, after) = self.counts.split_at(self.next.min(self.counts.len()));
        let is_it = |count: &Count| count.field == field && count.part == part;
        let place = after
            .iter()
            .position(is_it)
            .map(|place| before.len() + place)
            .or_else(|| before.iter().position(is_it));
        let place = place.unwrap_or_else(|| {
            self.counts.push(Count { field, part, cables: 0 });
            self.counts.len() - 1
        });
        self.next = place + 1;
        if let Some(count) = self.counts.get_mut(place) {
            count.cables += cables;
        }
    }
}

/// Never made.
#[derive(Debug)]
pub(super) struct Never;

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Looks at a value: whether there is anything in it.
struct Probe<'p> {
    presence: &'p mut Presence,
    /// The field of the cable that is looked into.
    field: Option<&'static str>,
}

macro_rules! there {
    ($($method:ident $type:ty)*) => {
        $(fn $method(self, _: $type) -> Result<bool, Never> { Ok(true) })*
    };
}

impl<'p> Serializer for Probe<'p> {
    type Ok = bool;
    type Error = Never;
    type SerializeSeq = Members;
    type SerializeTuple = Impossible<bool, Never>;
    type SerializeTupleStruct = Impossible<bool, Never>;
    type SerializeTupleVariant = Impossible<bool, Never>;
    type SerializeMap = Members;
    type SerializeStruct = Fields<'p>;
    type SerializeStructVariant = Impossible<bool, Never>;

    there! {
        serialize_i8 i8 serialize_i16 i16 serialize_i32 i32 serialize_i64 i64
        serialize_u8 u8 serialize_u16 u16 serialize_u32 u32 serialize_u64 u64
        serialize_f32 f32 serialize_f64 f64 serialize_char char serialize_unit_struct &'static str
    }

    fn serialize_bool(self, yes: bool) -> Result<bool, Never> {
        Ok(yes)
    }

    fn serialize_str(self, text: &str) -> Result<bool, Never> {
        Ok(!text.is_empty())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<bool, Never> {
        Ok(!bytes.is_empty())
    }

    fn serialize_none(self) -> Result<bool, Never> {
        Ok(false)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<bool, Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<bool, Never> {
        Ok(false)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<bool, Never> {
        Ok(true)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<bool, Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<bool, Never> {
        Ok(true)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members, Never> {
        Ok(Members { any: false })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Never> {
        Err(Never)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Never> {
        Err(Never)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        Err(Never)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, Never> {
        Ok(Members { any: false })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'p>, Never> {
        Ok(Fields { presence: self.presence, field: self.field })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        Err(Never)
    }
}

/// A list or a map: whether it has a member.
pub(super) struct Members {
    any: bool,
}

impl SerializeSeq for Members {
    type Ok = bool;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Never> {
        self.any = true;
        Ok(())
    }

    fn end(self) -> Result<bool, Never> {
        Ok(self.any)
    }
}

impl SerializeMap for Members {
    type Ok = bool;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Never> {
        self.any = true;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Never> {
        Ok(())
    }

    fn end(self) -> Result<bool, Never> {
        Ok(self.any)
    }
}

/// An object: its fields are counted, down to the second level.
pub(super) struct Fields<'p> {
    presence: &'p mut Presence,
    field: Option<&'static str>,
}

impl SerializeStruct for Fields<'_> {
    type Ok = bool;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Never> {
        match self.field {
            None => {
                let before = self.presence.next;
                let there = value.serialize(Probe { presence: self.presence, field: Some(key) })?;
                self.presence.next = before;
                self.presence.count(key, "", u64::from(there));
            }
            // What lies deeper than the second level is not told apart.
            Some(field) => {
                let mut deeper = Presence::default();
                let there = value.serialize(Probe { presence: &mut deeper, field: Some("") })?;
                self.presence.count(field, key, u64::from(there));
            }
        }
        Ok(())
    }

    fn end(self) -> Result<bool, Never> {
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Cable;

    #[test]
    fn fields_are_counted_to_the_second_level_in_the_order_of_the_cable() {
        let mut presence = Presence::default();
        for text in [&b"PP RUEHMO\nDE RUEHC #7951 2642216\nTAGS: PREL\n"[..], b"TAGS: PREL\n"] {
            for cable in crate::decode(text) {
                presence.add(&cable);
            }
        }
        let (mut order, mut twice) = (Presence::default(), Presence::default());
        order.add(&Cable::default());
        twice.merge(&presence);
        twice.merge(&presence);
        for (counted, times) in [(presence, 1), (twice, 2)] {
            let counted = counted.sorted(&order);
            let of = |name| counted.iter().find(|count| count.0 == name).map(|count| count.1);
            assert_eq!(of("call"), Some(times));
            assert_eq!(of("call.indicators"), Some(times));
            assert_eq!(of("origin.section"), Some(0));
            assert_eq!(of("tags"), Some(2 * times));
            assert_eq!(of("transmission"), Some(0));
            assert_eq!(of("source.length"), Some(2 * times));
            let place = |name| counted.iter().position(|count| count.0 == name).unwrap();
            assert!(place("call") < place("call.indicators") && place("call.precedence") < place("origin"));
        }
    }
}
