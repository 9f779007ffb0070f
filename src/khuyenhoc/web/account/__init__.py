"""One's own account: name, language, passphrase, second step, sessions."""
