//! x
mod founding;
