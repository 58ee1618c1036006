internal import CXML2

extension XMLReader {
    /// What libxml2's calls leave behind.
    final class State {
        enum Failure {
            case doctype
            case depth
            case malformed(line: Int)
        }

        var events: [Event] = []
        var failure: Failure?
        var context: xmlParserCtxtPtr?
        private var depth = 0
        private let deepest: Int
        private var names: [UnsafePointer<xmlChar>: String] = [:]

        init(depth: Int) { deepest = depth }

        static func handler() -> xmlSAXHandler {
            var handler = xmlSAXHandler()
            handler.initialized = UInt32(XML_SAX2_MAGIC)
            // Called at `<!DOCTYPE name`, before anything inside it is read.
            handler.internalSubset = {
                State.from($0)?.fail(.doctype); _ = ($1, $2, $3)
            }
            handler.startElementNs = {
                State.from($0)?.start($1, $3, Int($6), $8); _ = ($2, $4, $5, $7)
            }
            handler.endElementNs = {
                State.from($0)?.end($1, $3); _ = $2
            }
            handler.characters = { State.from($0)?.text($1, Int($2)) }
            handler.ignorableWhitespace = { State.from($0)?.text($1, Int($2)) }
            handler.cdataBlock = { State.from($0)?.text($1, Int($2)) }
            handler.serror = { State.from($0)?.report($1) }
            return handler
        }

        private static func from(_ context: UnsafeMutableRawPointer?) -> State? {
            context.map { Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }
        }

        private func fail(_ failure: Failure) {
            if self.failure == nil { self.failure = failure }
            if let context { xmlStopParser(context) }
        }

        private func report(_ error: UnsafeMutablePointer<xmlError>?) {
            // Warnings aside, what libxml2 would recover from is refused too: an undeclared prefix, a doubled attribute.
            guard let error, error.pointee.level != XML_ERR_WARNING else { return }
            fail(.malformed(line: Int(error.pointee.line)))
        }

        private func start(
            _ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?, _ count: Int,
            _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
        ) {
            depth += 1
            guard depth <= deepest else { return fail(.depth) }
            var list: [Attribute] = []
            if let attributes, count > 0 {
                list.reserveCapacity(count)
                // Five pointers each: name, prefix, namespace, the value's start and end.
                for index in 0..<count {
                    let at = 5 * index
                    guard let start = attributes[at + 3], let end = attributes[at + 4] else { continue }
                    let value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
                    list.append(Attribute(name: text(attributes[at]), namespace: text(attributes[at + 2]), value: value))
                }
            }
            events.append(.start(text(name), namespace: text(namespace), list))
        }

        private func end(_ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?) {
            depth -= 1
            events.append(.end(text(name), namespace: text(namespace)))
        }

        private func text(_ bytes: UnsafePointer<xmlChar>?, _ count: Int) {
            guard let bytes, failure == nil else { return }
            events.append(.text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)))
        }

        /// Names lie in libxml2's dictionary: equal pointers are equal names, so each becomes a string once.
        private func text(_ name: UnsafePointer<xmlChar>?) -> String {
            guard let name else { return "" }
            if let known = names[name] { return known }
            let text = String(cString: name)
            names[name] = text
            return text
        }
    }
}
