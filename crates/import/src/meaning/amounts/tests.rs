use super::*;
use crate::language::Language;
use crate::meaning::words::words;

fn shown(code: &str, text: &str) -> Vec<String> {
    let show = |amount: Amount| {
        let high = amount.high.map_or(String::new(), |high| format!("-{high}"));
        let vague = amount.vague.map_or(String::new(), |vague| format!(" ({vague})"));
        format!("{}{high} {:?}{vague}", amount.low, amount.unit)
    };
    let language = Language::named(code);
    language.numbers.amounts(&words(text)).into_iter().map(show).collect()
}

fn all_are_found(code: &str, cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(shown(code, text), *wanted, "{text}");
    }
}

#[test]
fn times_and_counts_are_found_as_articles_write_them() {
    all_are_found(
        "en",
        &[
            ("Hold for between ten and thirty seconds.", &["10-30 Seconds"]),
            ("Hold 20–30 sec, 10 x", &["20-30 Seconds", "10 Times"]),
            ("hold 15s", &["15 Seconds"]),
            ("a 5-second hold", &["5 Seconds"]),
            ("one to two minutes", &["60-120 Seconds"]),
            ("a minute and a half", &["90 Seconds"]),
            ("half a minute", &["30 Seconds"]),
            ("for a few breaths", &["3 Breaths (a few)"]),
            ("three to five slow, deep breaths", &["3-5 Breaths"]),
            ("twenty-five seconds", &["25 Seconds"]),
            ("8 to 12 reps", &["8-12 Times"]),
            ("Repeat twice.", &["2 Times"]),
            ("once or twice a day", &["1-2 OfADay"]),
            ("two more times", &["2 MoreTimes"]),
            ("for a count of five", &["5 Seconds (count)"]),
            ("hold for 10 counts", &["10 Seconds (count)"]),
            ("three times a day", &["3 OfADay"]),
            ("twice daily", &["2 OfADay"]),
            ("every 20 minutes", &["1200 Other"]),
            ("up to 30 seconds", &["30 Other"]),
            ("no longer than a minute", &["60 Other"]),
            ("3 sets of 10 repetitions", &["3 Sets", "10 Times"]),
            ("2 sets of 12", &["2 Sets", "12 Times"]),
            ("3 x 10", &["3 Sets", "10 Times"]),
            ("3 x 20 sec", &["3 Times", "20 Seconds"]),
            ("Sets: 3", &["3 Sets"]),
            ("Reps: 4-6", &["4-6 Times"]),
            ("Repetitions = 5", &["5 Times"]),
            ("5 shrugs", &["5 Times"]),
            ("two or three rounds", &["2-3 Times"]),
            ("Do eight to ten of these.", &["8-10 Times"]),
            ("30 to 10 seconds", &["30 Other"]),
            ("thirty seconds to a minute", &["30-60 Seconds"]),
            ("Repeat x5.", &["5 Times"]),
            ("½ minute", &["30 Seconds"]),
            ("1 1/2 minutes", &["90 Seconds"]),
            ("1½ min", &["90 Seconds"]),
            ("one and a half minutes", &["90 Seconds"]),
            ("a half-minute hold", &["30 Seconds"]),
            ("5 sec. 10×.", &["5 Seconds", "10 Times"]),
            ("Pause for 10 seconds between repetitions.", &["10 Other"]),
            ("at least 20 seconds", &["20 Seconds"]),
            ("one shoulder and the other", &[]),
            ("2 rounds of 8 reps", &["2 Sets", "8 Times"]),
            ("Sets: 2 | Reps: 12", &["2 Sets", "12 Times"]),
            ("Hold: 20 s Repetitions: 2", &["20 Seconds", "2 Times"]),
            ("five looks each way", &["5 Times"]),
            ("three big giraffe breaths", &["3 Breaths"]),
            ("Hold 0:30", &["30 Seconds"]),
            ("Hold for a second or two.", &["1-2 Seconds"]),
            ("a breath or two", &["1-2 Breaths"]),
            ("Hold for 5, then let go.", &["5 Seconds (5)"]),
            ("Hold for one side.", &[]),
            ("Bring the two of them together.", &[]),
            ("Hold: 5 seconds Reps: 15 Sets: 2", &["5 Seconds", "15 Times", "2 Sets"]),
            ("10 shoulder shrugs, 6 head turns each side", &["10 Times", "6 Times"]),
            ("The class begins at 4:30 pm", &[]),
        ],
    );
}

#[test]
fn german_counts_in_its_own_words() {
    all_are_found(
        "de",
        &[
            ("Halten Sie 20 bis 30 Sekunden.", &["20-30 Seconds"]),
            ("zwischen zehn und fünfzehn Sekunden", &["10-15 Seconds"]),
            ("für eine halbe Minute", &["30 Seconds"]),
            ("eineinhalb Minuten", &["90 Seconds"]),
            ("drei tiefe Atemzüge lang", &["3 Breaths"]),
            ("Wiederhole das zehnmal.", &["10 Times"]),
            ("10-mal, je 5 Sek.", &["10 Times", "5 Seconds"]),
            ("fünfundzwanzig Sekunden", &["25 Seconds"]),
            ("8 Wiederholungen", &["8 Times"]),
            ("3 Sätze à 12 Wiederholungen", &["3 Sets", "12 Times"]),
            ("zweimal täglich", &["2 OfADay"]),
            ("3 Mal am Tag", &["3 OfADay"]),
            ("ein paar Sekunden", &["3 Seconds (ein paar)"]),
            ("bis zu 30 Sekunden", &["30 Other"]),
        ],
    );
}

#[test]
fn spanish_counts_in_its_own_words() {
    all_are_found(
        "es",
        &[
            ("Mantén entre 20 y 30 segundos.", &["20-30 Seconds"]),
            ("de 10 a 15 segundos", &["10-15 Seconds"]),
            ("medio minuto", &["30 Seconds"]),
            ("un minuto y medio", &["90 Seconds"]),
            ("cinco respiraciones profundas", &["5 Breaths"]),
            ("Repite diez veces.", &["10 Times"]),
            ("treinta y cinco segundos", &["35 Seconds"]),
            ("3 series de 12", &["3 Sets", "12 Times"]),
            ("dos veces al día", &["2 OfADay"]),
            ("unos segundos", &["3 Seconds (unos)"]),
            ("hasta 30 segundos", &["30 Other"]),
        ],
    );
}
