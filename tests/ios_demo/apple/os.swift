import Foundation

/// Hands out its state to one thread at a time.
public final class OSAllocatedUnfairLock<State>: @unchecked Sendable {  // the lock guards the state
    private var state: State
    private let lock = NSLock()

    public init(initialState: State) where State: Sendable {
        state = initialState
    }

    public func withLock<R>(_ body: @Sendable (inout State) throws -> R) rethrows -> R
    where R: Sendable {
        try lock.withLock { try body(&state) }
    }
}
