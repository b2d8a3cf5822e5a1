import Foundation

open class XCTestCase {
    public init() {}

    public func add(_ attachment: XCTAttachment) {}
}

public final class XCTAttachment {
    public enum Lifetime: Int, Sendable {
        case deleteOnSuccess, keepAlways
    }

    public var name: String?
    public var lifetime = Lifetime.deleteOnSuccess

    public init(data payload: Data, uniformTypeIdentifier identifier: String) {}
}

public func XCTAssertEqual<T: Equatable>(
    _ expression1: @autoclosure () throws -> T, _ expression2: @autoclosure () throws -> T,
    _ message: @autoclosure () -> String = "", file: StaticString = #filePath, line: UInt = #line
) {}

public func XCTAssertTrue(
    _ expression: @autoclosure () throws -> Bool, _ message: @autoclosure () -> String = "",
    file: StaticString = #filePath, line: UInt = #line
) {}

public func XCTAssertThrowsError<T>(
    _ expression: @autoclosure () throws -> T, _ message: @autoclosure () -> String = "",
    file: StaticString = #filePath, line: UInt = #line,
    _ errorHandler: (any Error) -> Void = { _ in }
) {}

public func XCTFail(
    _ message: String = "", file: StaticString = #filePath, line: UInt = #line
) {}

public func XCTUnwrap<T>(
    _ expression: @autoclosure () throws -> T?, _ message: @autoclosure () -> String = "",
    file: StaticString = #filePath, line: UInt = #line
) throws -> T {
    guard let value = try expression() else { throw CocoaError(.featureUnsupported) }
    return value
}
