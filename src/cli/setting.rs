//! `path=value` on the command line.

use std::str::FromStr;

/// What `--set` says; what the value means is for the scenario to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub path: String,
    pub value: String,
}

impl Setting {
    pub fn new(path: &str, value: impl ToString) -> Self {
        Self { path: path.into(), value: value.to_string() }
    }

    pub fn pair(&self) -> (String, String) {
        (self.path.clone(), self.value.clone())
    }
}

impl FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=').map(|(path, value)| (path.trim(), value.trim())) {
            Some((path, value)) if !path.is_empty() && !value.is_empty() => Ok(Self::new(path, value)),
            _ => Err("a setting is written path=value, such as fuel.stock=9".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_equals_sign_divides() {
        let setting: Setting = "contract.fee = { p5 = 6.0, p50 = 10.0, p95 = 10.8 }".parse().unwrap();
        assert_eq!(setting, Setting::new("contract.fee", "{ p5 = 6.0, p50 = 10.0, p95 = 10.8 }"));
    }

    #[test]
    fn a_setting_without_path_or_value_is_refused() {
        for text in ["", "=", "fuel.stock", "fuel.stock=", "=9", " = "] {
            assert!(text.parse::<Setting>().is_err(), "{text:?}");
        }
    }
}
