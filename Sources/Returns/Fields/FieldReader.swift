internal import Foundation
internal import Ledgers
internal import Quantities
internal import Workbooks

/// Reads the cells of one column: bytes in, a stored value or a fault out. Allocates nothing on the way that files usually take.
final class FieldReader {
    let column: Column
    /// For choices: the bytes of each accepted spelling, and of the code it stands for.
    private let spellings: [(spelling: OwnedBytes, code: OwnedBytes)]
    /// Room for a value that is not stored as it stands.
    private let scratch: UnsafeMutablePointer<UInt8>
    static let scratchSize = 4096

    init(_ column: Column) {
        self.column = column
        scratch = .allocate(capacity: Self.scratchSize)
        if case .choice(let choices) = column.type {
            spellings = choices.flatMap { choice in
                [choice.code, choice.name.zh, choice.name.en].map { (OwnedBytes($0), OwnedBytes(choice.code)) }
            }
        } else {
            spellings = []
        }
    }

    deinit { scratch.deallocate() }

    /// Reads one cell. `.null` is a blank cell of a column that may be blank.
    func read(_ raw: UnsafeBufferPointer<UInt8>, _ kind: CellKind, _ value: inout StoredValue) -> FieldFault? {
        let bytes = ByteText.trimmed(raw)
        if bytes.count == 0 {
            value = .null
            return column.isRequired ? .missing : nil
        }
        if kind == .error { return .errorValue }
        switch column.type {
        case .count: return readNumber(bytes, decimals: 0, &value)
        case .money, .area, .decimal: return readNumber(bytes, decimals: column.type.inputExponent, &value)
        case .year:
            let fault = readNumber(bytes, decimals: 0, &value)
            return fault ?? ((1900...2100).contains(value.number) ? nil : .number)
        case .date: return readDate(bytes, &value)
        case .choice:
            for entry in spellings where entry.spelling.equals(bytes) {
                value = .text(entry.code.buffer)
                return nil
            }
            return .choice
        case .flag: return readFlag(bytes, &value)
        case .identity: return readIdentity(bytes, &value)
        case .creditCode:
            value = .text(bytes)
            switch CreditCode.fault(in: bytes) {
            case nil: return nil
            case .check(let expected): return .creditCheck(expected: expected)
            default: return .creditLength
            }
        case .documentNumber: return readDocumentNumber(bytes, &value)
        case .code(let max, let chinese):
            guard bytes.count <= (chinese ? 3 * max : max) else { return .tooLong }
            for byte in bytes {
                let isASCII = byte >= 48 && byte <= 57 || byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122
                guard isASCII || byte >= 45 && byte <= 47 || byte == 95 || byte >= 128 && chinese else { return .code }
            }
            value = .text(bytes)
            return nil
        case .text(let max):
            // A page that was fetched with its personal data masked must not be filed back as if that were the data.
            if column.isPersonal, bytes.contains(UInt8(ascii: "*")) { return .masked }
            return readText(bytes, max: max, &value)
        }
    }

    // MARK: - Numbers

    private func readNumber(_ bytes: UnsafeBufferPointer<UInt8>, decimals: Int, _ value: inout StoredValue) -> FieldFault? {
        var number: Int64 = 0
        var digits = 0
        var places = -1
        var index = 0
        let negative = bytes[0] == 45
        if negative { index = 1 }
        while index < bytes.count {
            let digit = bytes[index] &- 48
            if digit <= 9 {
                if places >= 0 {
                    if places < decimals {
                        places &+= 1
                    } else if digit != 0 {
                        return .precision
                    } else {
                        index &+= 1
                        continue
                    }
                }
                digits &+= 1
                guard digits <= 17 else { return .tooLarge }
                number = number &* 10 &+ Int64(digit)
            } else if bytes[index] == 46 && places < 0 && digits > 0 {
                places = 0
                guard index &+ 1 < bytes.count else { return .number }
            } else {
                return numberFault(bytes)
            }
            index &+= 1
        }
        guard digits > 0 else { return .number }
        for _ in max(places, 0)..<decimals {
            let (scaled, overflow) = number.multipliedReportingOverflow(by: 10)
            guard !overflow else { return .tooLarge }
            number = scaled
        }
        guard number < 1_000_000_000_000_000_000 else { return .tooLarge }
        if negative && number != 0 && !column.isSigned { return .negative }
        value = .number(negative ? -number : number)
        return nil
    }

    /// The most helpful name for what is wrong with a number.
    private func numberFault(_ bytes: UnsafeBufferPointer<UInt8>) -> FieldFault {
        if ByteText.hasFullWidthDigit(bytes) { return .fullWidthDigits }
        let hasDigit = bytes.contains { $0 >= 48 && $0 <= 57 }
        if hasDigit && bytes.contains(44) { return .thousandsSeparator }
        if hasDigit && bytes.contains(where: { $0 == 69 || $0 == 101 }) { return .exponent }
        return .number
    }

    // MARK: - Days and flags

    private func readDate(_ bytes: UnsafeBufferPointer<UInt8>, _ value: inout StoredValue) -> FieldFault? {
        if let date = CivilDate(bytes: bytes) {
            value = .number(Int64(date.year * 10_000 + date.month * 100 + date.day))
            return nil
        }
        if ByteText.hasFullWidthDigit(bytes) { return .fullWidthDigits }
        return bytes.contains(58) ? .dateWithTime : .date
    }

    private let yes = ["是", "yes", "Yes", "YES", "TRUE", "true", "1", "√"].map(OwnedBytes.init)
    private let no = ["否", "no", "No", "NO", "FALSE", "false", "0", "×"].map(OwnedBytes.init)

    private func readFlag(_ bytes: UnsafeBufferPointer<UInt8>, _ value: inout StoredValue) -> FieldFault? {
        if yes.contains(where: { $0.equals(bytes) }) {
            value = .number(1)
        } else if no.contains(where: { $0.equals(bytes) }) {
            value = .number(0)
        } else {
            return .flag
        }
        return nil
    }

    // MARK: - Identifiers

    private func readIdentity(_ bytes: UnsafeBufferPointer<UInt8>, _ value: inout StoredValue) -> FieldFault? {
        switch IdentityNumber.fault(in: bytes) {
        case nil: break
        case .length: return ByteText.hasFullWidthDigit(bytes) ? .fullWidthDigits : .identityLength
        case .character: return .identityCharacter
        case .birthDate: return .identityBirth
        case .check(let expected): return .identityCheck(expected: expected)
        }
        if bytes[17] == 0x78 {
            scratch.update(from: bytes.baseAddress!, count: 17)
            scratch[17] = 0x58
            value = .text(UnsafeBufferPointer(start: scratch, count: 18))
        } else {
            value = .text(bytes)
        }
        return nil
    }

    private func readDocumentNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ value: inout StoredValue) -> FieldFault? {
        guard bytes.count <= 200, let number = DocumentNumber(String(decoding: bytes, as: UTF8.self)) else { return .documentNumber }
        if number.wasStandard {
            value = .text(bytes)
        } else {
            store(number.description, &value)
        }
        return nil
    }

    private func readText(_ bytes: UnsafeBufferPointer<UInt8>, max: Int, _ value: inout StoredValue) -> FieldFault? {
        guard bytes.count <= 4 * max, bytes.count <= Self.scratchSize / 3 else { return .tooLong }
        var scalars = 0
        var mayCombine = false
        for byte in bytes {
            if byte & 0xC0 != 0x80 { scalars &+= 1 }
            if byte < 32 && byte != 10 && byte != 9 || byte == 127 { return .control }
            // U+0300…036F, and the blocks of other combining marks and of bidirectional controls.
            if byte == 0xCC || byte == 0xCD || byte == 0xE2 || byte == 0xE3 || byte == 0xEF || byte == 0xF3 { mayCombine = true }
        }
        guard scalars <= max else { return .tooLong }
        guard mayCombine else {
            value = .text(bytes)
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard !text.unicodeScalars.contains(where: ByteText.isInvisible) else { return .control }
        let normal = text.precomposedStringWithCanonicalMapping
        if normal.utf8.elementsEqual(bytes) { value = .text(bytes) } else { store(normal, &value) }
        return nil
    }

    private func store(_ text: String, _ value: inout StoredValue) {
        var count = 0
        for byte in text.utf8.prefix(Self.scratchSize) {
            scratch[count] = byte
            count += 1
        }
        value = .text(UnsafeBufferPointer(start: scratch, count: count))
    }
}
