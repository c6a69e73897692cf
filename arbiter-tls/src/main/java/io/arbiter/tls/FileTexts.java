package io.arbiter.tls;

/** The contents of the three files, read one after the other. */
record FileTexts(FileContents certificate, FileContents key, FileContents trust) {
    static FileTexts read(TlsFiles files) throws TlsException {
        return new FileTexts(
                FileContents.read(files.certificate()),
                FileContents.read(files.key()),
                FileContents.read(files.trust()));
    }
}
