package io.reelbudget.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads a certificate and its key. */
final class Certificate {

    private static final String PASSWORD = "BUDGET_KEYSTORE_PASSWORD";

    private Certificate() {}

    /**
     * Returns what serves by the certificate of a PKCS #12 file.
     *
     * @throws IllegalArgumentException if it cannot be used
     */
    static SSLContext context(Path file) {
        String password = System.getenv(PASSWORD);
        if (password == null) {
            throw new IllegalArgumentException(
                    "Environment variable " + PASSWORD + " was not set but must be the password of '" + file + "'.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException(
                    "Key store '" + file + "' cannot be used: " + wrong.getMessage() + "; check it and its password.",
                    wrong);
        } catch (IOException e) {
            throw new UncheckedIOException("Key store '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
