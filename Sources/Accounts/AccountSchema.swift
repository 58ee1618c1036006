public import Store

/// The tables of accounts. Whatever somebody carries (tokens, invitations, recovery codes) is kept as its SHA-256 only.
public enum AccountSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "accounts/0001 accounts",
                """
                CREATE TABLE accounts (
                    city {text} NOT NULL, account {int} NOT NULL, login {text} NOT NULL, name {text} NOT NULL, role {text},
                    state {text} NOT NULL, password {text}, totp {bytes}, totp_step {int} NOT NULL, failures {int} NOT NULL,
                    locked_until {int} NOT NULL, language {text} NOT NULL, revision {int} NOT NULL, created_at {text} NOT NULL,
                    PRIMARY KEY (city, account)
                ) {rows};
                CREATE UNIQUE INDEX accounts_by_login ON accounts (city, login);
                CREATE TABLE account_scopes (
                    city {text} NOT NULL, account {int} NOT NULL, kind {text} NOT NULL, value {text} NOT NULL,
                    PRIMARY KEY (city, account, kind, value)
                ) {keyed};
                CREATE TABLE account_secrets (
                    city {text} NOT NULL, digest {bytes} NOT NULL, kind {text} NOT NULL, account {int} NOT NULL, label {text} NOT NULL,
                    made_at {int} NOT NULL, expires_at {int} NOT NULL, used_at {int},
                    PRIMARY KEY (city, digest)
                ) {keyed};
                CREATE INDEX account_secrets_by_account ON account_secrets (city, account, kind);
                """)
        ]
    }
}
