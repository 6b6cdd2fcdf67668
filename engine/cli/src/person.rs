//! Who runs this command, as the operating system knows them.

use std::fs;

/// The name of the user that this process belongs to. It is asked of the system and not of the
/// environment, which anybody can set: the audit trail names it.
pub fn current() -> String {
    of_system().unwrap_or_else(|| {
        ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .unwrap_or_else(|| "unknown".to_owned())
    })
}

#[cfg(unix)]
fn of_system() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let user = fs::metadata("/proc/self").ok()?.uid();
    let named = fs::read_to_string("/etc/passwd")
        .ok()
        .and_then(|users| named(&users, user));
    Some(named.unwrap_or_else(|| format!("user {user}")))
}

#[cfg(not(unix))]
fn of_system() -> Option<String> {
    None
}

/// The name of a user number in a file of users.
fn named(users: &str, user: u32) -> Option<String> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let number = fields.nth(1)?.parse::<u32>().ok()?;
        (number == user).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_user_is_named_by_its_number() {
        let users = "root:x:0:0:root:/:/bin/sh\nbroken\nada:x:1000:1000::/srv:/bin/sh\n";
        assert_eq!(super::named(users, 1000).as_deref(), Some("ada"));
        assert_eq!(super::named(users, 7), None);
        assert!(!super::current().is_empty());
    }
}
