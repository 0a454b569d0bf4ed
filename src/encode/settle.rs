//! Fields that follow from others, carried back to those.

use crate::message::Cable;

pub(crate) fn settled<'a>(_: &Cable<'_>, cable: &Cable<'a>) -> Cable<'a> {
    cable.clone()
}
