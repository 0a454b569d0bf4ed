//! The in-process bus: questions and answers between tasks, over bounded channels.
//!
//! A *desk* is worked by one task, which owns whatever the answers come from. Anybody with a [`Caller`] may put a
//! question to it. The channel to a desk holds a fixed count of questions; while it is full, [`Caller::ask`] waits, so
//! a slow desk slows its callers down and nothing is ever dropped. A desk closes when the last caller is gone: its
//! task sees [`Desk::next`] give `None` after the last question, and may end.

use tokio::sync::{mpsc, oneshot};

/// Said to whoever asks a desk that nobody works any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody works this desk any more")]
pub struct Closed;

/// Puts questions of type `Q` to a desk and waits for its answers of type `A`. Clones ask the same desk.
#[derive(Debug)]
pub struct Caller<Q, A> {
    questions: mpsc::Sender<(Q, oneshot::Sender<A>)>,
}

/// Takes questions in the order in which they were put.
#[derive(Debug)]
pub struct Desk<Q, A> {
    questions: mpsc::Receiver<(Q, oneshot::Sender<A>)>,
}

/// The right to answer one question.
#[derive(Debug)]
pub struct Ticket<A>(oneshot::Sender<A>);

/// Opens a desk that takes up to `capacity` questions before callers have to wait; at least one.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), torntape::bus::local::Closed> {
/// use torntape::bus::local;
///
/// let (caller, mut desk) = local::open::<u32, u32>(1);
/// let task = tokio::spawn(async move {
///     while let Some((number, ticket)) = desk.next().await {
///         ticket.answer(number + 1);
///     }
/// });
/// assert_eq!(caller.ask(9998).await?, 9999);
/// drop(caller);
/// # let _ =
/// task.await;
/// # Ok(())
/// # }
/// ```
pub fn open<Q, A>(capacity: usize) -> (Caller<Q, A>, Desk<Q, A>) {
    let (sender, receiver) = mpsc::channel(capacity.max(1));
    (Caller { questions: sender }, Desk { questions: receiver })
}

impl<Q, A> Clone for Caller<Q, A> {
    fn clone(&self) -> Self {
        Self { questions: self.questions.clone() }
    }
}

impl<Q, A> Caller<Q, A> {
    /// Puts a question and waits for the answer; first, where the desk has its hands full, for a place in its channel.
    ///
    /// # Errors
    ///
    /// Where the desk is gone, or its task ends without answering.
    pub async fn ask(&self, question: Q) -> Result<A, Closed> {
        let (ticket, answer) = oneshot::channel();
        self.questions.send((question, ticket)).await.map_err(|_| Closed)?;
        answer.await.map_err(|_| Closed)
    }
}

impl<Q, A> Desk<Q, A> {
    /// The next question; `None` when the last caller is gone.
    pub async fn next(&mut self) -> Option<(Q, Ticket<A>)> {
        let (question, ticket) = self.questions.recv().await?;
        Some((question, Ticket(ticket)))
    }
}

impl<A> Ticket<A> {
    /// Answers. A caller that has stopped waiting gets nothing, which is no fault of the desk.
    pub fn answer(self, answer: A) {
        _ = self.0.send(answer);
    }
}

#[cfg(test)]
mod tests {
    use tokio_test::{assert_pending, assert_ready, assert_ready_eq, task};

    use super::*;

    #[test]
    fn a_full_desk_makes_callers_wait() {
        let (caller, mut desk) = open::<u8, u8>(1);
        let mut first = task::spawn(caller.ask(1));
        let mut second = task::spawn(caller.ask(2));
        assert_pending!(first.poll());
        assert_pending!(second.poll());
        let mut next = task::spawn(desk.next());
        let (question, ticket) = assert_ready!(next.poll()).unwrap();
        drop(next);
        assert_eq!(question, 1);
        ticket.answer(10);
        assert_ready_eq!(first.poll(), Ok(10));
        assert!(second.is_woken(), "the place that came free is for the second");
        assert_pending!(second.poll());
        let mut next = task::spawn(desk.next());
        let (question, ticket) = assert_ready!(next.poll()).unwrap();
        assert_eq!(question, 2);
        ticket.answer(20);
        assert_ready_eq!(second.poll(), Ok(20));
    }

    #[test]
    fn a_desk_closes_with_its_last_caller() {
        let (caller, mut desk) = open::<u8, u8>(4);
        let other = caller.clone();
        drop(caller);
        let mut asked = task::spawn(other.ask(1));
        assert_pending!(asked.poll());
        drop(asked);
        drop(other);
        let mut next = task::spawn(desk.next());
        let (_, ticket) = assert_ready!(next.poll()).expect("what was asked is still answered");
        ticket.answer(1);
        drop(next);
        assert!(assert_ready!(task::spawn(desk.next()).poll()).is_none());
    }

    #[test]
    fn a_desk_that_is_gone_says_so() {
        let (caller, desk) = open::<u8, u8>(1);
        drop(desk);
        assert_ready_eq!(task::spawn(caller.ask(1)).poll(), Err(Closed));
        let (caller, mut desk) = open::<u8, u8>(1);
        let mut asked = task::spawn(caller.ask(1));
        assert_pending!(asked.poll());
        drop(assert_ready!(task::spawn(desk.next()).poll()));
        assert_ready_eq!(asked.poll(), Err(Closed));
    }
}
