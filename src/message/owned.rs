//! Letting a cable outlive the bytes it was decoded from.

use std::borrow::Cow;

use super::{
    Addressee, Attribute, Cable, Call, ClassLine, ClassifiedBy, Content, DateTimeGroup, Diagnostic,
    Distribution, Drafting, ExecutiveOrder, MessageReference, OfficeCopies, Origin, Originator, Page,
    Paragraph, Readdressed, Reference, RelayCounter, RoutingIndicator, Security, Source, Transmission,
    Validation,
};

trait Own {
    type Static;
    fn own(self) -> Self::Static;
}

impl Own for Cow<'_, str> {
    type Static = Cow<'static, str>;
    fn own(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl<T: Own> Own for Option<T> {
    type Static = Option<T::Static>;
    fn own(self) -> Self::Static {
        self.map(Own::own)
    }
}

impl<T: Own> Own for Vec<T> {
    type Static = Vec<T::Static>;
    fn own(self) -> Self::Static {
        self.into_iter().map(Own::own).collect()
    }
}

impl<T: Own> Own for Box<T> {
    type Static = Box<T::Static>;
    fn own(self) -> Self::Static {
        Box::new((*self).own())
    }
}

impl Own for RoutingIndicator<'_> {
    type Static = RoutingIndicator<'static>;
    fn own(self) -> Self::Static {
        self.into_owned()
    }
}

impl Own for Content<'_> {
    type Static = Content<'static>;
    fn own(self) -> Self::Static {
        self.into_owned()
    }
}

/// `own` are the fields that borrow; `copy` those that do not.
macro_rules! owned {
    ($($type:ident { own $($own:ident)*; copy $($copy:ident)* })*) => {$(
        impl Own for $type<'_> {
            type Static = $type<'static>;
            fn own(self) -> Self::Static {
                $type { $($own: self.$own.own(),)* $($copy: self.$copy,)* }
            }
        }

        impl $type<'_> {
            /// Lets it outlive the bytes it came from.
            pub fn into_owned(self) -> $type<'static> {
                self.own()
            }
        }
    )*};
}

owned! {
    Source { own path; copy offset length }
    Transmission { own id channel earlier; copy number prosign }
    Call { own indicators; copy precedence }
    Origin { own indicator serial time; copy section day filed }
    Security { own marking release handling operating_signals; copy signal classification }
    DateTimeGroup { own text operating_signals; copy at }
    Originator { own indicator plad office; copy }
    Addressee { own indicator plad exempt office; copy precedence night_action number collective served }
    Readdressed { own dtg from to info; copy precedence }
    ClassLine { own text caveats; copy level }
    MessageReference { own station; copy number year id }
    ExecutiveOrder { own order text; copy declassify_on }
    ClassifiedBy { own name text reasons; copy }
    Reference { own label text; copy kind id }
    Page { own text; copy number of line offset }
    Paragraph { own portion; copy number line offset length }
    RelayCounter { own filed; copy counter copies }
    OfficeCopies { own office; copy copies }
    Distribution { own action info mark; copy kind total letter }
    Drafting { own drafted_by approved_by cleared_by; copy }
    Attribute { own key value; copy }
    Validation { own serial; copy }
    Diagnostic { own message help; copy code severity line column offset length }
    Cable {
        own source transmission call origin security dtg from to info exempt accounting readdressed classification
            mrn captions passing executive_order classified_by tags subject references pages paragraphs signature
            relay_counter distribution drafting stamps attributes validation end diagnostics text raw;
        copy dialect precedence group_count section coverage
    }
}
