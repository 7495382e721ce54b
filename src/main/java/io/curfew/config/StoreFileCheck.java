package io.curfew.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.util.Collections;

/** Opens the files of keys and certificates, so that a wrong one is told at start and not by the first failed handshake. */
final class StoreFileCheck {
    /** What every PKCS12 file starts with, a SEQUENCE in DER; the JVM would open its own older format, too. */
    private static final byte SEQUENCE = 0x30;

    private final ParameterValues values;
    private final Faults faults;

    StoreFileCheck(ParameterValues values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /** A file that must hold a private key which the password opens, too. */
    void keys(Parameter<Path> file, Parameter<Secret> password) {
        check(file, password, StoreFileCheck::requirePrivateKey);
    }

    /** A file that must hold a certificate to trust. */
    void certificates(Parameter<Path> file, Parameter<Secret> password) {
        check(file, password, StoreFileCheck::requireCertificate);
    }

    private void check(Parameter<Path> file, Parameter<Secret> password, Content content) {
        values.find(file).ifPresent(path -> values.find(password).ifPresent(secret -> {
            try {
                char[] characters = secret.value().toCharArray();
                content.require(open(path, characters), "The file " + Shown.quoted(path.toString()), characters);
            } catch (UnrecoverableKeyException wrongPassword) {
                faults.add(
                        values.key(password),
                        "Does not open the file " + Shown.quoted(path.toString()) + " and the key in it."
                                + " Set the password that the file was made with.");
            } catch (MalformedValueException unusable) {
                faults.add(values.key(file), unusable.sentence());
            } catch (GeneralSecurityException unsupported) {
                faults.add(
                        values.key(file),
                        "The file " + Shown.quoted(path.toString()) + " uses something that this JVM does not know: "
                                + Shown.plain(String.valueOf(unsupported.getMessage())) + ".");
            }
        }));
    }

    private static KeyStore open(Path file, char[] password) throws MalformedValueException, GeneralSecurityException {
        byte[] bytes = read(file);
        String notPkcs12 = "The file " + Shown.quoted(file.toString()) + " is not PKCS12. keytool -importkeystore"
                + " -deststoretype PKCS12 makes one of a JKS file, openssl pkcs12 -export of PEM files.";
        if (bytes.length == 0 || bytes[0] != SEQUENCE) {
            throw new MalformedValueException(notPkcs12);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return store;
        } catch (IOException unreadable) {
            if (unreadable.getCause() instanceof UnrecoverableKeyException wrongPassword) {
                throw wrongPassword;
            }
            throw new MalformedValueException(notPkcs12);
        }
    }

    private static byte[] read(Path file) throws MalformedValueException {
        String name = "The file " + Shown.quoted(file.toString());
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new MalformedValueException(name + " does not exist.");
        } catch (AccessDeniedException denied) {
            throw new MalformedValueException(name + " cannot be read: this process may not.");
        } catch (IOException unreadable) {
            throw new MalformedValueException(name + " cannot be read. Is it a file?");
        }
    }

    private static void requirePrivateKey(KeyStore store, String name, char[] password)
            throws MalformedValueException, GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey) {
                return;
            }
        }
        throw new MalformedValueException(name + " holds no private key. Put in this node's key with its certificate.");
    }

    private static void requireCertificate(KeyStore store, String name, char[] password)
            throws MalformedValueException, KeyStoreException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                return;
            }
        }
        throw new MalformedValueException(
                name + " holds no certificate that the JVM takes as trusted." + " Put it in by keytool -importcert.");
    }

    /** What a store must hold. */
    private interface Content {
        void require(KeyStore store, String name, char[] password)
                throws MalformedValueException, GeneralSecurityException;
    }
}
