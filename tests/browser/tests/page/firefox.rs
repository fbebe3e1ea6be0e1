//! What is claimed of Firefox, too: the main flows. The claims are the same.

/// Their names, as `keeping::what_was_typed_is_there_after_a_reload`.
pub(crate) const FLOWS: &[&str] = &[
    // The page, and numbers into it.
    "numbers::the_first_results_are_those_of_plain_arithmetic",
    "numbers::a_number_of_x_changes_every_result",
    "numbers::every_keystroke_recomputes",
    "numbers::a_number_can_be_dragged",
    "contract::every_notebook_keeps_the_contract",
    // What was made is found again.
    "keeping::what_was_typed_is_there_after_a_reload",
    "keeping::what_was_typed_last_is_kept_when_the_page_goes",
    "keeping::two_tabs_never_overwrite_each_other",
    "keeping::a_full_storage_is_said_and_the_page_works_on",
    "keeping::a_blocked_storage_is_said_and_the_page_works_on",
    "keeping::what_cannot_be_read_is_kept_aside_and_offered",
    "keeping::a_file_that_is_saved_opens_again",
    "keeping::a_file_is_opened_where_it_is_dropped",
    // Links.
    "sharing::a_link_gives_the_same_values_in_another_browser",
    "sharing::an_untouched_lesson_has_a_short_link",
    "sharing::a_teachers_link_is_enforced_and_can_be_left",
    "sharing::a_hostile_link_is_refused_with_a_sentence",
    "sharing::what_became_of_a_link_is_found_after_a_reload",
    // Without a network.
    "offline::after_the_first_visit_the_page_needs_no_server",
    "offline::a_new_version_says_so_and_comes_whole_when_it_is_asked_for",
    "offline::a_version_that_is_not_whole_is_not_taken",
    "single_file::one_file_is_the_whole_page",
    // In a lecture.
    "presenting::a_clicker_goes_through_the_slides",
    "presenting::numbers_are_changed_on_the_slide",
    "presenting::the_audience_follows",
    "presenting::the_audience_sees_no_notes_and_has_no_controls",
    "presenting::a_clicker_works_in_the_audience_window_too",
    "presenting::the_audience_keeps_the_last_picture",
    "following::drawings_and_parts_are_opened_for_the_audience",
    "following::the_audience_sees_the_blanks_of_an_exercise",
    // Taken away.
    "export::every_format_is_offered_and_its_file_is_right",
    "export::a_drawing_is_twice_as_fine_as_png",
    "export::a_file_arrives_on_the_disk",
];
