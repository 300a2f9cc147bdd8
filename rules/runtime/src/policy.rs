//! A policy that can be asked: the records go in, the module runs, the decision is read off.

use std::collections::BTreeMap;

use nuanze_abi::{
    ABI_VERSION, EXPORT_ABI, EXPORT_INPUTS, EXPORT_RESULTS, Manifest, NodeIndex, record_size,
};
use serde_json::{Map, Value as Json};

use crate::case::Case;
use crate::outcome::outcomes;
use crate::record::{Slot, decode, decode_one, encode};
use crate::{CaseError, Decision, Instance, ManualNote, ModuleError, Ordered, Outcome};
use crate::{evidence, facts, trace, verify};

/// How many records go into the module's memory at once.
const BATCH: usize = 1024;
/// As many while other answers are tried: a phone's memory stays small.
pub(crate) const PROBED: usize = 256;
const PAGE: usize = 64 << 10;

/// A policy that runs on an instance of its module.
pub struct Policy {
    manifest: Manifest,
    sha256: String,
    instance: Box<dyn Instance>,
    /// The address of the first input record.
    inputs: usize,
}

impl Policy {
    /// A policy from its manifest (the content of its custom section), the SHA-256 of its bytes in hex, and an instance.
    /// Everything that the manifest says is checked here, once.
    pub fn new(
        manifest: &[u8],
        sha256: &str,
        mut instance: Box<dyn Instance>,
    ) -> Result<Self, ModuleError> {
        let manifest = crate::manifest::parse(manifest)?;
        verify::verify(&manifest)?;
        let version = instance.constant(EXPORT_ABI)?;
        if version != ABI_VERSION {
            return Err(ModuleError::Version { found: version });
        }
        let [inputs, results] = [EXPORT_INPUTS, EXPORT_RESULTS].map(|name| instance.constant(name));
        let (inputs, results) = (address(inputs?)?, address(results?)?);
        let policy = Self {
            manifest,
            sha256: sha256.into(),
            instance,
            inputs,
        };
        let end = policy.end_of(1);
        if inputs.checked_add(policy.input_size()) != Some(results) {
            return Err(ModuleError::Memory(
                "the results do not follow the inputs".into(),
            ));
        }
        let mut policy = policy;
        if end.is_none_or(|end| end > policy.instance.memory_size()) {
            return Err(ModuleError::Memory("its records do not fit".into()));
        }
        Ok(policy)
    }

    /// What it asks, answers and rests on.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// SHA-256 of its module's bytes, in hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Decides. `facts` holds what is known, by name; a missing fact and `null` are unknown. `readings` names an
    /// alternative for each reading that is not to be as the policy has it.
    pub fn decide(
        &mut self,
        facts: &Map<String, Json>,
        readings: &BTreeMap<String, String>,
    ) -> Result<Decision, CaseError> {
        let input = facts::input(&self.manifest, facts, readings)?;
        let result = self.run(&input)?;
        let case = Case {
            manifest: &self.manifest,
            input: &input,
            result: &result,
        };
        let mut outcomes = outcomes(case);
        let needs = case.needs(&self.manifest.outcomes);
        let trace = trace::trace(case);
        let evidence = evidence::evidence(case);
        let (readings, together) = self.under_readings(&input, &outcomes)?;
        let next = if needs.is_empty() {
            None
        } else {
            self.look_ahead((&input, &result), facts, &mut outcomes)?
        };
        Ok(Decision {
            policy: self.manifest.policy.id.clone(),
            module: self.sha256.clone(),
            outcomes,
            needs,
            next,
            trace,
            readings,
            together,
            evidence,
            manual: self.manual(),
        })
    }

    /// Decides many cases with few calls of the module: the outcomes only, in the cases' order. The ranges of open ones
    /// are those that are proved: nothing is tried for them.
    pub fn decide_many(
        &mut self,
        cases: &[Map<String, Json>],
        readings: &BTreeMap<String, String>,
    ) -> Result<Vec<Result<Ordered<Outcome>, CaseError>>, CaseError> {
        facts::input(&self.manifest, &Map::new(), readings)?;
        let mut answers = Vec::with_capacity(cases.len());
        for chunk in cases.chunks(BATCH) {
            let inputs: Vec<_> = chunk
                .iter()
                .map(|facts| facts::input(&self.manifest, facts, readings))
                .collect();
            let sound: Vec<&[Slot]> = inputs.iter().flatten().map(Vec::as_slice).collect();
            let mut results = self.run_many(&sound)?.into_iter();
            for input in inputs {
                answers.push(input.and_then(|input| {
                    let result = results
                        .next()
                        .ok_or_else(|| ModuleError::Failed("it answered too few cases".into()))?;
                    Ok(outcomes(Case {
                        manifest: &self.manifest,
                        input: &input,
                        result: &result,
                    }))
                }));
            }
        }
        Ok(answers)
    }

    /// Runs one record.
    pub(crate) fn run(&mut self, input: &[Slot]) -> Result<Vec<Slot>, ModuleError> {
        let mut bytes = Vec::with_capacity(self.input_size());
        encode(input, &mut bytes);
        self.instance.write(self.inputs, &bytes)?;
        self.instance.decide()?;
        let mut bytes = vec![0; self.result_size()];
        self.instance
            .read(self.inputs + self.input_size(), &mut bytes)?;
        decode(&self.manifest, &bytes)
    }

    /// Runs records side by side.
    pub(crate) fn run_many(&mut self, inputs: &[&[Slot]]) -> Result<Vec<Vec<Slot>>, ModuleError> {
        let (bytes, size) = (self.run_bytes(inputs)?, self.result_size());
        (0..inputs.len())
            .map(|i| decode(&self.manifest, bytes.get(i * size..).unwrap_or_default()))
            .collect()
    }

    /// Runs records side by side: the bytes of their results.
    fn run_bytes(&mut self, inputs: &[&[Slot]]) -> Result<Vec<u8>, ModuleError> {
        let count = inputs.len();
        let too_many = || ModuleError::Memory(format!("{count} records do not fit"));
        let end = self.end_of(count).ok_or_else(too_many)?;
        let missing = end
            .saturating_sub(self.instance.memory_size())
            .div_ceil(PAGE);
        if missing > 0 {
            self.instance
                .grow(u32::try_from(missing).map_err(|_| too_many())?)?;
        }
        let mut bytes = Vec::with_capacity(count * self.input_size());
        for input in inputs {
            encode(input, &mut bytes);
        }
        self.instance.write(self.inputs, &bytes)?;
        if !self
            .instance
            .decide_batch(i32::try_from(count).map_err(|_| too_many())?)?
        {
            return Err(too_many());
        }
        let mut results = vec![0; count * self.result_size()];
        self.instance
            .read(self.inputs + bytes.len(), &mut results)?;
        Ok(results)
    }

    /// What these nodes are in each of these cases: case by case, the nodes in their order. To read a few nodes takes
    /// much less than to read all.
    pub(crate) fn run_for(
        &mut self,
        inputs: &[Vec<Slot>],
        nodes: &[NodeIndex],
    ) -> Result<Vec<Slot>, ModuleError> {
        let size = self.result_size();
        let mut found = Vec::with_capacity(inputs.len() * nodes.len());
        for chunk in inputs.chunks(PROBED) {
            let bytes = self.run_bytes(&chunk.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
            for i in 0..chunk.len() {
                let record = bytes.get(i * size..).unwrap_or_default();
                for &node in nodes {
                    found.push(decode_one(&self.manifest, record, node)?);
                }
            }
        }
        Ok(found)
    }

    fn manual(&self) -> Vec<ManualNote> {
        let name = |&index: &usize| self.manifest.nodes.get(index)?.name.clone();
        let notes = self.manifest.manual.iter().map(|manual| ManualNote {
            manual: manual.name.clone(),
            affects: manual.affects.iter().filter_map(name).collect(),
            decided_by: manual.decided_by.clone(),
        });
        notes.collect()
    }

    fn input_size(&self) -> usize {
        record_size(self.manifest.facts.len() + self.manifest.readings.len())
    }

    fn result_size(&self) -> usize {
        record_size(self.manifest.nodes.len())
    }

    /// Where so many records end.
    fn end_of(&self, records: usize) -> Option<usize> {
        records
            .checked_mul(self.input_size() + self.result_size())?
            .checked_add(self.inputs)
    }
}

fn address(value: i32) -> Result<usize, ModuleError> {
    let aligned = usize::try_from(value)
        .ok()
        .filter(|address| address % 8 == 0);
    aligned.ok_or_else(|| ModuleError::Memory(format!("{value} is no address for a record")))
}
