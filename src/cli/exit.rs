//! How a command ends.

use std::io;
use std::process::ExitCode;

use crate::record::RecordFault;
use crate::report::ReportFault;

/// What the program tells its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Fine,
    Failed,
    BadInput,
    ExpectationFailed,
    Interrupted,
}

impl Exit {
    /// The number; 130 is what shells give for an interrupt.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Failed => 1,
            Self::BadInput => 2,
            Self::ExpectationFailed => 99,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CliFault {
    /// For the user to put right.
    #[error("{0}")]
    BadInput(String),
    /// The machine's or our own.
    #[error("{0}")]
    Failed(String),
    /// Whoever read our data has read enough.
    #[error("the reader closed its end")]
    ClosedPipe,
}

impl From<ReportFault> for CliFault {
    fn from(fault: ReportFault) -> Self {
        match fault {
            ReportFault::Record(fault) => fault.into(),
            ReportFault::Plot(fault) => Self::Failed(fault.to_string()),
            fault @ ReportFault::Comparison { .. } => Self::BadInput(fault.to_string()),
        }
    }
}

impl CliFault {
    pub fn exit(&self) -> Exit {
        match self {
            Self::BadInput(_) => Exit::BadInput,
            Self::Failed(_) => Exit::Failed,
            Self::ClosedPipe => Exit::Fine,
        }
    }

    /// Wraps an error of stdout.
    pub(super) fn output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Failed(format!("cannot write to stdout: {error}")),
        }
    }
}

impl From<RecordFault> for CliFault {
    fn from(fault: RecordFault) -> Self {
        if fault.is_bad_input() { Self::BadInput(fault.to_string()) } else { Self::Failed(fault.to_string()) }
    }
}
