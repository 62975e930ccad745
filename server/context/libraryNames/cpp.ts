/** Names of C++: functions, members and types of the standard headers beside those of C, as the headers of GCC 12 declare them. */
export const cppNames: ReadonlySet<string> = new Set(
  `
    absolute accumulate acosh add_const add_const_t add_cv add_cv_t add_lvalue_reference add_lvalue_reference_t add_pointer
    add_pointer_t add_rvalue_reference add_rvalue_reference_t add_volatile add_volatile_t addressof adjacent_difference
    adjacent_find adopt_lock_t advance algorithm alignas aligned_storage aligned_storage_t aligned_union aligned_union_t
    alignment_of alignof all all_of all_t allocate allocate_shared allocate_shared_for_overwrite allocator_traits
    allocator_type and_then any any_cast any_of append apply arg argument_type array as_bytes as_const as_writable_bytes
    asinh assign async at atan2 atanh atomic atomic_compare_exchange_strong atomic_compare_exchange_strong_explicit
    atomic_compare_exchange_weak atomic_compare_exchange_weak_explicit atomic_exchange atomic_exchange_explicit
    atomic_fetch_add atomic_fetch_add_explicit atomic_fetch_and atomic_fetch_and_explicit atomic_fetch_or
    atomic_fetch_or_explicit atomic_fetch_sub atomic_fetch_sub_explicit atomic_fetch_xor atomic_fetch_xor_explicit
    atomic_flag_clear atomic_flag_clear_explicit atomic_flag_test_and_set atomic_flag_test_and_set_explicit atomic_init
    atomic_is_lock_free atomic_load atomic_load_explicit atomic_notify_all atomic_notify_one atomic_ref atomic_store
    atomic_store_explicit atomic_wait atomic_wait_explicit auto_ptr back bad_any_cast bad_exception bad_optional_access
    bad_variant_access base basic_common_reference basic_filebuf basic_fstream basic_ifstream basic_iostream basic_istream
    basic_istream_view basic_istringstream basic_ofstream basic_ostream basic_ostringstream basic_string basic_string_view
    basic_stringbuf basic_stringstream begin bidirectional_iterator_tag binary_search binary_transform_result bind_front
    bitset bool bool_constant boolalpha boyer_moore_horspool_searcher boyer_moore_searcher bucket bucket_count bucket_size
    byte c_encoding c_str call_once canonical capacity catch cbegin cend cerr char char16_t char32_t char8_t char_traits
    chrono cin clamp clear clog cmatch cmp_equal cmp_greater cmp_greater_equal cmp_less cmp_less_equal cmp_not_equal code
    common_reference common_reference_t common_type common_type_t common_view comp compare compare_exchange_strong
    compare_exchange_weak compare_three_way complex concat concepts condition_variable condition_variable_any conditional
    conditional_t conj conjunction const_iterator const_pointer const_pointer_cast const_reference const_reverse_iterator
    constexpr construct construct_at contains copy copy_backward copy_file copy_if copy_if_result copy_n copy_symlink count
    count_if counted_iterator cout crbegin create_directories create_directory create_directory_symlink create_hard_link
    create_symlink cref crend current_exception current_path cv_status data day days deallocate dec decay decay_t
    declare_no_pointers declare_reachable declval default_delete default_searcher defaultfloat defer_lock_t deleter_type
    denorm_min deprecated deque destroy detach difference_type disjunction distance domain_error drop_view drop_while_view
    duration duration_cast duration_values dynamic_pointer_cast eback egptr element_type elements_view else emit_on_flush
    emplace emplace_back emplace_front emplace_hint empty empty_view enable_if enable_if_t enable_shared_from_this end endl
    ends ends_with eof epptr epsilon eq eq_int_type equal equal_range equivalent erase erase_if error_code error_condition
    exception exchange exclusive_scan exists explicit extension extent extract failed failure false_type fetch_add fetch_and
    fetch_or fetch_sub fetch_xor file_clock file_size file_time filename filesystem filesystem_error fill fill_n filter_view
    find find_end find_first_not_of find_first_of find_if find_if_not find_last_not_of find_last_of first fixed flags flip
    flush flush_emit fmtflags for_each for_each_n for_each_n_result for_each_result forward_as_tuple forward_iterator_tag
    from_sys from_time_t front fstream functional future future_category future_errc future_error future_status gcd gcount
    generate generate_n generic_string generic_u16string generic_u32string generic_u8string generic_wstring get
    get_allocator get_deleter get_future get_id get_if get_money get_pointer_safety get_stop_source get_stop_token
    get_terminate get_time get_token get_unexpected getloc good gps_clock gps_seconds gps_time gptr hard_link_count
    hardware_concurrency has_extension has_filename has_parent_path has_relative_path has_root_directory has_root_name
    has_root_path has_stem has_unique_object_representations has_value has_virtual_destructor hash hash_function hash_value
    hasher hex hexfloat hh_mm_ss high_resolution_clock holds_alternative hours id ignore imag imbue in_found_result
    in_fun_result in_in_out_result in_out_out_result in_range includes inclusive_scan index infinity init inner_product
    inplace_merge insert insert_or_assign insert_return_type integral_constant internal invalid_argument invoke invoke_r
    invoke_result invoke_result_t io_errc iomanip ios ios_base iostream iostream_category iota iota_view is_absolute
    is_abstract is_aggregate is_am is_arithmetic is_array is_assignable is_base_of is_bind_expression is_block_file
    is_bounded_array is_character_file is_class is_clock is_compound is_const is_constant_evaluated is_constructible
    is_convertible is_copy_assignable is_copy_constructible is_corresponding_member is_default_constructible is_destructible
    is_directory is_empty is_enum is_error_code_enum is_fifo is_final is_floating_point is_function is_fundamental is_heap
    is_heap_until is_integral is_invocable is_invocable_r is_layout_compatible is_leap is_lock_free is_lvalue_reference
    is_member_function_pointer is_member_object_pointer is_member_pointer is_move_assignable is_move_constructible
    is_negative is_nothrow_assignable is_nothrow_constructible is_nothrow_convertible is_nothrow_copy_assignable
    is_nothrow_copy_constructible is_nothrow_default_constructible is_nothrow_destructible is_nothrow_invocable
    is_nothrow_invocable_r is_nothrow_move_assignable is_nothrow_move_constructible is_nothrow_swappable
    is_nothrow_swappable_with is_null_pointer is_object is_open is_other is_partitioned is_permutation is_placeholder is_pm
    is_pointer is_pointer_interconvertible_base_of is_pointer_interconvertible_with_class is_polymorphic is_reference
    is_regular_file is_relative is_rvalue_reference is_same is_scalar is_scoped_enum is_signed is_socket is_sorted
    is_sorted_until is_standard_layout is_swappable is_swappable_with is_symlink is_trivial is_trivially_assignable
    is_trivially_constructible is_trivially_copy_assignable is_trivially_copy_constructible is_trivially_copyable
    is_trivially_default_constructible is_trivially_destructible is_trivially_move_assignable
    is_trivially_move_constructible is_unbounded_array is_union is_unsigned is_void is_volatile iso_encoding istream
    istream_view istreambuf_iterator iter_move iter_swap iterator iterator_category iterator_concept iword join join_view
    joinable jthread key_comp key_eq key_equal keys_view last last_spec last_write_time launch lazy_split_view lcm
    leap_second_info left length length_error lexically_normal lexically_proximate lexically_relative
    lexicographical_compare lexicographical_compare_three_way list load load_factor local_days local_seconds local_t
    local_time lock lock_guard log10 logic_error lower_bound lowest main make12 make24 make_any make_error_code
    make_error_condition make_exception_ptr make_from_tuple make_heap make_move_iterator make_optional make_pair
    make_preferred make_ready_at_thread_exit make_reverse_iterator make_shared make_shared_for_overwrite make_signed
    make_signed_t make_tuple make_unique make_unique_for_overwrite make_unsigned make_unsigned_t map mapped_type
    match_results max max_bucket_count max_element max_load_factor max_size mem_fn memory merge merge_result message
    microseconds midpoint milliseconds min min_element min_max_result minmax minmax_element minmax_element_result
    minmax_result minutes mismatch monostate month month_day month_day_last month_weekday month_weekday_last months move
    move_backward multimap multiset mutex mutex_type namespace nanoseconds native native_handle native_handle_type negation
    new next next_permutation next_permutation_result noboolalpha node_type noemit_on_flush noexcept none none_of norm
    noshowbase noshowpoint noshowpos noskipws not_fn notify_all notify_all_at_thread_exit notify_one nounitbuf nouppercase
    now npos nth_element nullopt nullopt_t numeric numeric_limits oct ok once_flag operator operatord operatorh operatori
    operatorif operatoril operatormin operatorms operatorns operators operatorsv operatorus operatory optional or_else
    ostream ostreambuf_iterator out_of_range overflow overflow_error owner_less owning_view owns_lock packaged_task pair
    parent_path partial_sort partial_sort_copy partial_sort_copy_result partial_sum partition partition_copy
    partition_copy_result partition_point path path1 path2 pbackfail pbase peek period permissions piecewise_construct_t
    pointer pointer_safety pointer_to polar polymorphic_allocator pop pop_back pop_front pop_heap pptr precision pred
    prev_permutation prev_permutation_result priority_queue proj promise proximate pubimbue pubsync push push_back
    push_front push_heap put put_money put_time putback pword queue quoted random_access_iterator_tag random_shuffle
    range_error ranges rank rbegin rdbuf read_symlink readsome real recursive_mutex recursive_timed_mutex reduce ref
    ref_view reference reference_wrapper regex register_callback rehash reinterpret_pointer_cast relative relative_path
    release remove_all remove_all_extents remove_all_extents_t remove_const remove_const_t remove_copy remove_copy_if
    remove_copy_if_result remove_copy_result remove_cv remove_cv_t remove_cvref remove_cvref_t remove_extent remove_extent_t
    remove_filename remove_if remove_pointer remove_pointer_t remove_prefix remove_reference remove_reference_t
    remove_suffix remove_volatile remove_volatile_t rend rep replace replace_copy replace_copy_if replace_copy_if_result
    replace_copy_result replace_extension replace_filename replace_if request_stop requested_size requires reserve reset
    resetiosflags resize resize_and_overwrite resize_file result_of result_of_t result_type rethrow_exception reverse
    reverse_copy reverse_copy_result reverse_iterator reverse_view rfind right root_directory root_name root_path rotate
    rotate_copy rotate_copy_result round_error runtime_error sample sbumpc scientific scoped_lock search search_n second
    seconds seekg seekoff seekp seekpos sentry set set_difference set_difference_result set_exception
    set_exception_at_thread_exit set_intersection set_intersection_result set_rdbuf set_symmetric_difference
    set_symmetric_difference_result set_terminate set_unexpected set_union set_union_result set_value
    set_value_at_thread_exit setbase setf setfill setg setiosflags setp setprecision setw sgetc share shared_from_this
    shared_future shared_ptr shift_left shift_right short showbase showmanyc showpoint showpos shrink_to_fit shuffle single
    single_view size size_bytes size_type skipws smatch sort sort_heap space span split_view sputbackc ssize sstream
    stable_partition stable_sort stack starts_with static_assert static_pointer_cast status status_known std stdexcept
    steady_clock stem stod stof stoi stol stold stoll stop_requested store stoul stoull str streamsize string_type
    string_view subrange subseconds subspan substr swap swap_ranges swap_ranges_result switch symlink_status sync_with_stdio
    sys_days sys_seconds sys_time system_clock system_error tai_clock tai_seconds tai_time take_view take_while_view tellg
    tellp temp_directory_path terminate test test_and_set thread tie time_point time_point_cast time_since_epoch timed_mutex
    timespec to_address to_array to_char_type to_duration to_string to_sys to_time_t to_ullong to_ulong to_underlying
    to_wstring top traits_type transform transform_exclusive_scan transform_inclusive_scan transform_reduce transform_view
    treat_as_floating_point true_type try_emplace try_lock try_lock_for try_lock_until try_to_lock_t tuple tuple_cat
    tuple_element tuple_size type_identity type_identity_t type_traits typeid typename u16string u16string_view u32string
    u32string_view u8path u8string u8string_view unary_transform_result uncaught_exception uncaught_exceptions
    undeclare_no_pointers undeclare_reachable underflow underflow_error underlying_type underlying_type_t unexpected unget
    unique unique_copy unique_copy_result unique_lock unique_ptr unitbuf unlock unordered_map unordered_multimap
    unordered_multiset unordered_set unreachable unsetf unsigned unwrap_ref_decay unwrap_ref_decay_t unwrap_reference
    unwrap_reference_t upper_bound uppercase uses_allocator utc_clock utc_seconds utc_time utility valarray valid value
    value_comp value_compare value_or value_t value_type valueless_by_exception values_view variant variant_alternative
    variant_alternative_t variant_size vector view visit void_t wait wait_for wait_until wcmatch weak_from_this weak_ptr
    weak_type weakly_canonical weekday weekday_indexed weekday_last weeks what widen width wistream_view ws wsmatch wstring
    wstring_view xalloc xsgetn xsputn year year_month year_month_day year_month_day_last year_month_weekday
    year_month_weekday_last years yield zero
`
    .trim()
    .split(/\s+/),
)
