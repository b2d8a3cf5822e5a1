@_exported import CoreGraphics
@_exported import UIKit

// ---- Building views

@MainActor @preconcurrency
public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

extension Never: View {
    public var body: Never { return fatalError() }
}

/// A view of SwiftUI's own.
public protocol Primitive: View where Body == Never {}

extension Primitive {
    public var body: Never { return fatalError() }
}

/// What is made of views.
public struct Made: Primitive {
    nonisolated init() {}
}

extension Optional: Primitive, View where Wrapped: View {
    public typealias Body = Never
}

@resultBuilder
public enum ViewBuilder {
    public static func buildBlock<each V: View>(_ views: repeat each V) -> Made { Made() }
    public static func buildExpression<V: View>(_ view: V) -> V { view }
    public static func buildIf<V: View>(_ view: V?) -> V? { view }
    public static func buildEither(first: some View) -> Made { Made() }
    public static func buildEither(second: some View) -> Made { Made() }
}

@MainActor @preconcurrency
public protocol App {
    associatedtype Body: Scene
    var body: Body { get }
    init()
}

extension App {
    public static func main() {}
}

@MainActor @preconcurrency
public protocol Scene {}

public struct WindowGroup: Scene {
    public init(@ViewBuilder content: () -> some View) {}
}

// ---- State

@propertyWrapper
public struct Binding<Value> {
    public init() {}

    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { self }
}

@propertyWrapper
public struct State<Value> {
    public init(wrappedValue: Value) {}

    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { fatalError() }
}

@propertyWrapper
public struct GestureState<Value> {
    public init(wrappedValue: Value) {}

    public var wrappedValue: Value { fatalError() }
    public var projectedValue: GestureState<Value> { self }
}

public struct EnvironmentValues {
    public var dismiss: DismissAction { fatalError() }
}

@MainActor @preconcurrency
public struct DismissAction {
    public func callAsFunction() {}
}

@propertyWrapper
public struct Environment<Value> {
    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) {}

    public var wrappedValue: Value { fatalError() }
}

// ---- Views

public struct LocalizedStringKey: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {}
}

public struct Text: Sendable {
    public init(_ key: LocalizedStringKey) {}
    @_disfavoredOverload public init<S: StringProtocol>(_ content: S) {}
    public init(verbatim content: String) {}

    public func foregroundStyle(_ style: Color) -> Text { self }
}

public struct Image: Sendable {
    public init(uiImage: UIImage) {}
}

public struct Color: Hashable, Sendable {
    public static let white = Color()
    public static let black = Color()
    public static let orange = Color()
    public static let accentColor = Color()

    public func opacity(_ opacity: Double) -> Color { self }
}

// As Apple's, these are not bound to the main actor: they become views in extensions.
extension Text: Primitive {}
extension Image: Primitive {}
extension Color: Primitive {}

public struct Font: Sendable {
    public static let footnote = Font()
}

public struct HierarchicalShapeStyle: Sendable {
    public static let secondary = HierarchicalShapeStyle()
}

public struct ButtonRole: Sendable {
    public static let cancel = ButtonRole()
}

public struct Label: Primitive {
    public init(_ title: LocalizedStringKey, systemImage: String) {}
}

public struct Button: Primitive {
    public init(
        _ title: LocalizedStringKey, role: ButtonRole? = nil,
        action: @escaping @MainActor () -> Void
    ) {}
    public init(
        _ title: LocalizedStringKey, systemImage: String, action: @escaping @MainActor () -> Void
    ) {}
}

public struct Toggle: Primitive {
    public init(_ title: LocalizedStringKey, systemImage: String, isOn: Binding<Bool>) {}
}

public struct Stepper: Primitive {
    public init<V: Strideable>(
        _ title: LocalizedStringKey, value: Binding<V>, in bounds: ClosedRange<V>
    ) {}
}

public struct ProgressView: Primitive {
    public init<V: BinaryFloatingPoint>(_ title: LocalizedStringKey, value: V?, total: V = 1.0) {}
}

public struct ShareLink: Primitive {
    public init(item: String) {}
}

public struct Spacer: Primitive {
    public init() {}
}

public struct ContentUnavailableView: Primitive {
    public init(_ title: LocalizedStringKey, systemImage name: String, description: Text? = nil) {}
}

public enum HorizontalAlignment { case leading, center, trailing }

public struct Alignment: Sendable {
    public static let leading = Alignment()
    public static let center = Alignment()
}

public struct VStack: Primitive {
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> some View
    ) {}
}

public struct ScrollView: Primitive {
    public init(@ViewBuilder content: () -> some View) {}
}

public struct NavigationStack: Primitive {
    public init(@ViewBuilder root: () -> some View) {}
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable>: Primitive {
    public init(
        _ data: Data, id: KeyPath<Data.Element, ID>,
        @ViewBuilder content: @escaping (Data.Element) -> some View
    ) {}
}

public struct GeometryProxy: Sendable {
    public var size: CGSize { fatalError() }
}

public struct GeometryReader: Primitive {
    public init(@ViewBuilder content: @escaping (GeometryProxy) -> some View) {}
}

public struct ToolbarItemPlacement: Sendable {
    public static let topBarTrailing = ToolbarItemPlacement()
    public static let bottomBar = ToolbarItemPlacement()
}

public struct ToolbarItemGroup: Primitive {
    public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> some View) {}
}

// ---- Drawing

public struct Angle: Sendable {
    public static func radians(_ radians: Double) -> Angle { Angle() }
}

public struct Path: Sendable {
    public init(_ callback: (inout Path) -> Void) {}

    public mutating func addLines(_ lines: [CGPoint]) {}
    public mutating func closeSubpath() {}
    public func contains(_ p: CGPoint, eoFill: Bool = false) -> Bool { false }
    public var boundingRect: CGRect { .zero }
}

public struct UnitPoint: Sendable {
    public static let topLeading = UnitPoint()
}

public struct GraphicsContext {
    public struct Shading: Sendable {
        public static func color(_ color: Color) -> Shading { Shading() }
    }

    public struct ResolvedText {
        public func measure(in size: CGSize) -> CGSize { size }
    }

    public mutating func concatenate(_ matrix: CGAffineTransform) {}
    public mutating func translateBy(x: CGFloat, y: CGFloat) {}
    public mutating func rotate(by angle: Angle) {}
    public mutating func scaleBy(x: CGFloat, y: CGFloat) {}
    public func fill(_ path: Path, with shading: Shading) {}
    public func stroke(_ path: Path, with shading: Shading, lineWidth: CGFloat = 1) {}
    public func resolve(_ text: Text) -> ResolvedText { ResolvedText() }
    public func draw(_ text: ResolvedText, at point: CGPoint, anchor: UnitPoint) {}
    public func draw(_ image: Image, in rect: CGRect) {}
}

public struct Canvas: Primitive {
    public init(renderer: @escaping (inout GraphicsContext, CGSize) -> Void) {}
}

// ---- Gestures

@MainActor @preconcurrency
public protocol Gesture {
    associatedtype Value
}

public struct Transaction {}

public struct Changed<Value>: Gesture {}

extension Gesture {
    public func updating<S>(
        _ state: GestureState<S>, body: @escaping (Value, inout S, inout Transaction) -> Void
    ) -> Changed<Value> { fatalError() }
    public func onEnded(_ action: @escaping (Value) -> Void) -> Changed<Value> { fatalError() }
}

public struct MagnifyGesture: Gesture {
    public struct Value: Sendable {
        public var magnification: CGFloat { 1 }
    }

    public init() {}
}

public struct DragGesture: Gesture {
    public struct Value: Sendable {
        public var translation: CGSize { .zero }
    }

    public init() {}
}

public struct AccessibilityZoomGestureAction {
    public enum Direction: Sendable { case zoomIn, zoomOut }

    public var direction: Direction { .zoomIn }
}

// ---- Modifiers

public struct Edges: Sendable {
    public static let all = Edges()
    public static let horizontal = Edges()
}

public enum TitleDisplayMode { case automatic, inline, large }

public struct Selectability: Sendable {
    public static let enabled = Selectability()
}

extension View {
    public func accessibilityChildren(@ViewBuilder children: () -> some View) -> some View {
        Made()
    }
    public func accessibilityLabel(_ label: LocalizedStringKey) -> some View { Made() }
    public func accessibilityZoomAction(
        _ handler: @escaping (AccessibilityZoomGestureAction) -> Void
    ) -> some View { Made() }
    public func clipped() -> some View { Made() }
    public func disabled(_ disabled: Bool) -> some View { Made() }
    public func font(_ font: Font?) -> some View { Made() }
    public func foregroundStyle(_ style: HierarchicalShapeStyle) -> some View { Made() }
    public func frame(width: CGFloat? = nil, height: CGFloat? = nil) -> some View { Made() }
    public func frame(
        minWidth: CGFloat? = nil, maxWidth: CGFloat?, alignment: Alignment = .center
    ) -> some View { Made() }
    public func fullScreenCover(
        isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> some View
    ) -> some View { Made() }
    public func gesture(_ gesture: some Gesture) -> some View { Made() }
    public func id(_ id: some Hashable) -> some View { Made() }
    public func ignoresSafeArea() -> some View { Made() }
    public func navigationBarTitleDisplayMode(_ mode: TitleDisplayMode) -> some View { Made() }
    public func navigationTitle(_ title: LocalizedStringKey) -> some View { Made() }
    public func onChange<V: Equatable>(
        of value: V, _ action: @escaping (V, V) -> Void
    ) -> some View { Made() }
    public func onChange(of value: some Equatable, _ action: @escaping () -> Void) -> some View {
        Made()
    }
    public func onTapGesture(perform action: @escaping (CGPoint) -> Void) -> some View { Made() }
    public func padding(_ length: CGFloat) -> some View { Made() }
    public func padding(_ edges: Edges = .all, _ length: CGFloat? = nil) -> some View { Made() }
    public func position(x: CGFloat = 0, y: CGFloat = 0) -> some View { Made() }
    public func sheet(
        isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> some View
    ) -> some View { Made() }
    public func simultaneousGesture(_ gesture: some Gesture) -> some View { Made() }
    public func textSelection(_ selectability: Selectability) -> some View { Made() }
    public func toolbar(@ViewBuilder content: () -> some View) -> some View { Made() }
}

// ---- UIKit within SwiftUI

public struct RepresentableContext<Coordinator> {
    public let coordinator: Coordinator
}

@MainActor @preconcurrency
public protocol UIViewControllerRepresentable: Primitive {
    associatedtype UIViewControllerType: UIViewController
    associatedtype Coordinator = Void
    typealias Context = RepresentableContext<Coordinator>

    func makeUIViewController(context: Context) -> UIViewControllerType
    func updateUIViewController(_ uiViewController: UIViewControllerType, context: Context)
    func makeCoordinator() -> Coordinator
}
