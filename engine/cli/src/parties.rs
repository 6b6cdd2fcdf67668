//! Who has part in what is asked for: the arguments of a request and of a single operation.

use bindery_connector::ports::Parties;
use clap::Args;

/// Who has part in it.
#[derive(Args, Default)]
pub struct PartyArguments {
    /// Who asks, by username; of a request, the user of the operating system unless given
    #[arg(long, value_name = "NAME")]
    pub requestor: Option<String>,

    /// Who approved, by username; once for each, in order (`approvers`, `approverMap`)
    #[arg(long = "approver", value_name = "[STEP=]NAME", value_parser = numbered)]
    approvers: Vec<(Option<String>, String)>,

    /// A role that it comes from, by name (`role`, `rolesSet`)
    #[arg(long = "role", value_name = "NAME")]
    roles: Vec<String>,

    /// Who owns the task, by username; the endpoint's owner unless given (`taskowner`)
    #[arg(long, value_name = "NAME")]
    task_owner: Option<String>,

    /// An owner of a service account, by username; once for each (`ServiceAccountOwnerMap`)
    #[arg(long = "account-owner", value_name = "[RANK=]NAME", value_parser = ranked)]
    account_owners: Vec<(Option<u32>, String)>,
}

impl PartyArguments {
    /// Who has part besides the one who asks; what has no number gets its place.
    pub fn parties(&self) -> Parties {
        let approvers = self.approvers.iter().zip(1..);
        let owners = self.account_owners.iter().zip(1..);
        Parties {
            approvers: approvers
                .map(|((step, who), place): (_, u32)| {
                    (
                        step.clone().unwrap_or_else(|| place.to_string()),
                        who.clone(),
                    )
                })
                .collect(),
            roles: self.roles.clone(),
            task_owner: self.task_owner.clone(),
            account_owners: owners
                .map(|((rank, who), place)| (rank.unwrap_or(place), who.clone()))
                .collect(),
        }
    }
}

fn numbered(text: &str) -> Result<(Option<String>, String), String> {
    let (step, name) = match text.split_once('=') {
        Some((step, name)) => (Some(step.trim().to_owned()), name.trim()),
        None => (None, text.trim()),
    };
    if name.is_empty() || step.as_deref() == Some("") {
        return Err("expected NAME, or a number and a name as in 2=NAME".to_owned());
    }
    Ok((step, name.to_owned()))
}

fn ranked(text: &str) -> Result<(Option<u32>, String), String> {
    let (rank, name) = numbered(text)?;
    let rank = rank.map(|rank| rank.parse::<u32>()).transpose();
    match rank {
        Ok(rank) if rank != Some(0) => Ok((rank, name)),
        _ => Err("a rank is a number from 1".to_owned()),
    }
}
