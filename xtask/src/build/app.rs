use crate::{place::Place, tools::Tools};
pub fn build(_: &Place, _: &Tools) -> anyhow::Result<()> {
    Ok(())
}
