/// The cookies the application sets.
enum Cookies {
    static func session(_ office: Office) -> String { office.isSecure ? "__Host-anju" : "anju" }
    static func half(_ office: Office) -> String { office.isSecure ? "__Host-anju-half" : "anju-half" }

    /// Gone when the browser closes; read by no script; not sent from other sites' forms.
    static func set(_ name: String, _ value: String, _ office: Office, seconds: Int64? = nil) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (office.isSecure ? "; Secure" : "") + (seconds.map { "; Max-Age=\($0)" } ?? "")
    }

    static func clear(_ name: String, _ office: Office) -> String { set(name, "", office, seconds: 0) }
}
