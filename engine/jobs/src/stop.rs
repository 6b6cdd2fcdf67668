//! Being asked to stop: what is under way ends in order, nothing new begins.

use tokio::sync::watch;

/// Asks to stop; dropped without asking, it never does.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Hears of it. Clones hear the same.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stopper {
    /// One that asks, and one that hears.
    #[must_use]
    pub fn new() -> (Self, Stop) {
        let (sender, receiver) = watch::channel(false);
        (Self(sender), Stop(receiver))
    }

    /// Asks.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// One that nobody asks.
    #[must_use]
    pub fn never() -> Self {
        Stopper::new().1
    }

    /// Whether somebody has asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Resolves when somebody asks.
    pub async fn asked(&self) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|asked| *asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
