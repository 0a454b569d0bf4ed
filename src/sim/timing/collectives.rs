//! Members of collectives that a relay expands: until then they are called at that relay.

use super::Member;
use super::engine::Engine;
use super::slab::NONE;

impl Engine<'_> {
    /// A call is that of a collective, and leads to the relay that expands it; none does where the originator expands it.
    pub(super) fn call_by(&mut self, place: u32, by: usize) {
        let at = self.scenario.collectives.get(by).and_then(|collective| collective.at);
        let Some((at, call)) = at.zip(self.calls.get_mut(place)) else { return };
        let of = u32::try_from(by).unwrap_or(NONE);
        self.members.insert(place, Member { station: call.station, of });
        call.station = u32::try_from(at).unwrap_or(NONE);
    }

    /// A copy is where a call leads. If that is the call of a collective the member is called from here; gives the station
    /// that is called then.
    pub(super) fn expand(&mut self, place: u32, station: u32, cable: u32) -> u32 {
        let Some(Member { station: member, .. }) = self.members.remove(&place) else { return station };
        if let Some(call) = self.calls.get_mut(place) {
            call.station = member;
            call.fresh = true;
            if std::mem::take(&mut call.strayed) {
                self.forget_strays(cable, station);
            }
        }
        member
    }

    /// Whom a call is for, when it comes to nothing at the station that it leads to.
    pub(super) fn meant(&mut self, place: u32, station: u32) -> u32 {
        if self.members.is_empty() {
            return station;
        }
        self.members.remove(&place).map_or(station, |member| member.station)
    }
}
