//! Who claims: the personal fields, kept apart from the facts because no rule ever sees them.

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::{
    check_id_number, check_mobile, check_name, mask_id_number, mask_mobile, mask_name,
    normalise_id_number, normalise_mobile, normalise_name,
};

/// The person who claims for the household. Its `Debug` shows nothing personal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applicant {
    /// The name as on the identity card.
    #[validate(custom(function = "name"))]
    #[cfg_attr(feature = "openapi", schema(example = "王小明", max_length = 50))]
    pub name: String,
    /// A mainland mobile number.
    #[validate(custom(function = "phone"))]
    #[cfg_attr(feature = "openapi", schema(example = "13812345678"))]
    pub phone: String,
    /// The identity number, GB 11643.
    #[validate(custom(function = "id_number"))]
    #[cfg_attr(feature = "openapi", schema(example = "11010519491231002X"))]
    pub id_number: String,
}

impl Applicant {
    /// The same person, each field in the form in which it is kept and compared.
    pub fn normalised(&self) -> Self {
        Self {
            name: normalise_name(&self.name),
            phone: normalise_mobile(&self.phone),
            id_number: normalise_id_number(&self.id_number),
        }
    }

    /// What may be shown.
    pub fn masked(&self) -> MaskedApplicant {
        MaskedApplicant {
            name: mask_name(&self.name),
            phone: mask_mobile(&self.phone),
            id_number: mask_id_number(&self.id_number),
        }
    }
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Applicant { .. }")
    }
}

/// The applicant as shown: recognisable to the one who claimed, of no use to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MaskedApplicant {
    /// `王**`
    pub name: String,
    /// `138****5678`
    pub phone: String,
    /// `11**************2X`
    pub id_number: String,
}

fn name(typed: &str) -> Result<(), ValidationError> {
    Ok(check_name(typed)?)
}

fn phone(typed: &str) -> Result<(), ValidationError> {
    Ok(check_mobile(typed)?)
}

fn id_number(typed: &str) -> Result<(), ValidationError> {
    Ok(check_id_number(typed)?)
}
