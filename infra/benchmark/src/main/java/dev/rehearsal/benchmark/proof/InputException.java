package dev.rehearsal.benchmark.proof;

/** What is wrong with the arguments or a file, in one sentence for the person who gave them. */
final class InputException extends RuntimeException {

    InputException(String sentence) {
        super(sentence);
    }
}
