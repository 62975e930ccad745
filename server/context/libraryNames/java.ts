/** Names of Java 17: classes, methods and constants of the packages that programs use most, as its own `javap` tells them. */
export const javaNames: ReadonlySet<string> = new Set(
  `
    AD ALL_STYLES ALTERNATE AM AM_PM APPEND APRIL ATOMIC_MOVE AUGUST AbstractCollection AbstractList AbstractMap
    AbstractMethodError AbstractQueue AbstractSequentialList AbstractSet AccessDeniedException AccessMode Appendable
    ArithmeticException ArrayBlockingQueue ArrayDeque ArrayList ArrayStoreException Arrays AssertionError AtomicBoolean
    AtomicInteger AtomicIntegerArray AtomicLong AtomicLongArray AtomicLongFieldUpdater AtomicReference AtomicReferenceArray
    AtomicStampedReference AutoCloseable BC BYTES Base64 BaseStream BiConsumer BiFunction BiPredicate BigDecimal BigInteger
    BinaryOperator BitSet BlockingDeque BlockingQueue Boolean BooleanSupplier BootstrapMethodError BrokenBarrierException
    BufferedInputStream BufferedOutputStream BufferedReader BufferedWriter Byte ByteArrayInputStream ByteArrayOutputStream
    CANADA CANADA_FRENCH CANON_EQ CASE_INSENSITIVE CASE_INSENSITIVE_ORDER CEILING CHINA CHINESE COMBINING_SPACING_MARK COMMENTS
    CONCURRENT CONNECTOR_PUNCTUATION CONTINUE CONTROL COPY_ATTRIBUTES CREATE CREATE_NEW CURRENCY_SYMBOL Calendar Callable
    CancellationException CharArrayReader CharArrayWriter CharSequence Character Class ClassCastException ClassCircularityError
    ClassFormatError ClassLoader ClassNotFoundException ClassValue Clock Cloneable Closeable Collection Collections Collector
    Collectors Comparable Comparator Compiler CompletableFuture CompletionException CompletionService CompletionStage
    ConcurrentHashMap ConcurrentLinkedDeque ConcurrentLinkedQueue ConcurrentMap ConcurrentNavigableMap ConcurrentSkipListMap
    ConcurrentSkipListSet Console Consumer CopyOnWriteArrayList CopyOnWriteArraySet CopyOption CountDownLatch CountedCompleter
    Currency CyclicBarrier DASH_PUNCTUATION DATE DAYS DAY_OF_MONTH DAY_OF_WEEK DAY_OF_WEEK_IN_MONTH DAY_OF_YEAR DECEMBER
    DECIMAL128 DECIMAL32 DECIMAL64 DECIMAL_DIGIT_NUMBER DELETE_ON_CLOSE DISTINCT DOTALL DOWN DST_OFFSET DSYNC DataInput
    DataInputStream DataOutput DataOutputStream Date DateTimeException DayOfWeek DelayQueue Delayed Deprecated Deque Dictionary
    DirectoryStream Double DoubleAccumulator DoubleAdder DoubleBinaryOperator DoubleConsumer DoubleFunction DoublePredicate
    DoubleStream DoubleSupplier DoubleToIntFunction DoubleToLongFunction DoubleUnaryOperator Duration E EMPTY_LIST EMPTY_MAP
    EMPTY_SET ENCLOSING_MARK END_PUNCTUATION ENGLISH ENTRY_CREATE ENTRY_DELETE ENTRY_MODIFY EOFException EPOCH ERA EXECUTE
    EmptyStackException Enum EnumMap EnumSet Enumeration Error EventListener EventListenerProxy EventObject Exception Exchanger
    ExecutionException Executor ExecutorService Executors Externalizable FALSE FEBRUARY FIELD_COUNT FLOOR FOLLOW_LINKS FORMAT
    FRANCE FRENCH FRIDAY File FileDescriptor FileFilter FileInputStream FileNotFoundException FileOutputStream FilePermission
    FileReader FileStore FileSystem FileSystemException FileSystems FileVisitOption FileVisitResult FileVisitor FileWriter
    FilenameFilter Files FilterInputStream FilterOutputStream FilterReader FilterWriter Float Flow Flushable ForkJoinPool
    ForkJoinTask ForkJoinWorkerThread Formattable FormattableFlags Formatter Function FunctionalInterface Future FutureTask
    GERMAN GERMANY GregorianCalendar HALF_DOWN HALF_EVEN HALF_UP HOUR HOURS HOUR_OF_DAY HashMap HashSet Hashtable HexFormat
    HttpClient HttpHeaders HttpRequest HttpResponse HttpTimeoutException IEEEremainder IMMUTABLE IOError IOException ITALIAN
    ITALY IdentityHashMap IllegalAccessError IllegalAccessException IllegalCallerException IllegalFormatException
    IllegalStateException InheritableThreadLocal InputMismatchException InputStream InputStreamReader Instant InstantSource
    InstantiationError InstantiationException IntBinaryOperator IntConsumer IntFunction IntPredicate IntStream
    IntSummaryStatistics IntSupplier IntToDoubleFunction IntToLongFunction IntUnaryOperator Integer InternalError
    InterruptedException InterruptedIOException InvalidClassException InvalidObjectException InvalidPathException Iterable
    Iterator JANUARY JAPAN JAPANESE JULY JUNE KOREA KOREAN LEFT_JUSTIFY LETTER_NUMBER LINE_SEPARATOR LITERAL LONG LONG_FORMAT
    LONG_STANDALONE LOWERCASE_LETTER LineNumberInputStream LineNumberReader LinkOption LinkPermission LinkageError
    LinkedBlockingDeque LinkedBlockingQueue LinkedHashMap LinkedHashSet LinkedList LinkedTransferQueue List ListIterator
    ListResourceBundle LocalDate LocalDateTime LocalTime Locale Long LongAccumulator LongAdder LongBinaryOperator LongConsumer
    LongFunction LongPredicate LongStream LongSummaryStatistics LongSupplier LongToDoubleFunction LongToIntFunction
    LongUnaryOperator MARCH MATH_SYMBOL MAX MAX_CODE_POINT MAX_EXPONENT MAX_HIGH_SURROGATE MAX_LOW_SURROGATE MAX_PRIORITY
    MAX_RADIX MAX_SURROGATE MAX_VALUE MAY MICROSECONDS MIDNIGHT MILLISECOND MILLISECONDS MIN MINUTE MINUTES MIN_CODE_POINT
    MIN_EXPONENT MIN_HIGH_SURROGATE MIN_LOW_SURROGATE MIN_NORMAL MIN_PRIORITY MIN_RADIX MIN_SURROGATE MIN_VALUE MODIFIER_LETTER
    MODIFIER_SYMBOL MONDAY MONTH MULTILINE Map MatchResult Matcher Math MathContext Module ModuleLayer Month MonthDay
    NANOSECONDS NARROW_FORMAT NARROW_STANDALONE NEGATIVE_INFINITY NOFOLLOW_LINKS NONNULL NON_SPACING_MARK NOON NORMAL_CLOSURE
    NORM_PRIORITY NOVEMBER NO_FIELDS NaN NavigableMap NavigableSet NoClassDefFoundError NoSuchElementException NoSuchFieldError
    NoSuchFieldException NoSuchFileException NoSuchMethodError NoSuchMethodException NotActiveException NotDirectoryException
    NotLinkException NullPointerException Number NumberFormatException OCTOBER ONE ORDERED OTHER_LETTER OTHER_NUMBER
    OTHER_PUNCTUATION OTHER_SYMBOL OVERFLOW ObjDoubleConsumer ObjIntConsumer ObjLongConsumer Object ObjectInput
    ObjectInputFilter ObjectInputStream ObjectInputValidation ObjectOutput ObjectOutputStream ObjectStreamClass
    ObjectStreamConstants ObjectStreamException ObjectStreamField Objects Observable Observer OffsetDateTime OffsetTime
    OpenOption Optional OptionalDataException OptionalDouble OptionalInt OptionalLong OutOfMemoryError OutputStream
    OutputStreamWriter Override PARAGRAPH_SEPARATOR PI PM POSITIVE_INFINITY PRC PRIVATE_USE PRIVATE_USE_EXTENSION
    PROTOCOL_VERSION_1 PROTOCOL_VERSION_2 Package Path PathMatcher Paths Pattern PatternSyntaxException Period Phaser
    PipedInputStream PipedOutputStream PipedReader PipedWriter Predicate PrimitiveIterator PrintStream PrintWriter
    PriorityBlockingQueue PriorityQueue Process ProcessBuilder ProcessHandle Properties PropertyPermission
    PropertyResourceBundle PushbackInputStream PushbackReader Queue READ REPLACE_EXISTING ROOT ROUND_CEILING ROUND_DOWN
    ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UNNECESSARY ROUND_UP Random RandomAccess RandomAccessFile
    Readable Reader Record RecursiveAction RecursiveTask ResourceBundle RoundingMode Runnable RunnableFuture Runtime
    RuntimeException RuntimePermission SATURDAY SC_BLOCK_DATA SC_ENUM SC_EXTERNALIZABLE SC_SERIALIZABLE SC_WRITE_METHOD SECOND
    SECONDS SEPTEMBER SHORT SHORT_FORMAT SHORT_IDS SHORT_STANDALONE SIMPLIFIED_CHINESE SIZE SIZED SKIP_SIBLINGS SKIP_SUBTREE
    SORTED SPACE_SEPARATOR SPARSE STANDARD_TIME START_PUNCTUATION STREAM_MAGIC STREAM_VERSION SUBSIZED SUNDAY SURROGATE SYNC
    SafeVarargs Scanner ScheduledFuture SecureDirectoryStream SecurityException SecurityManager Semaphore SequenceInputStream
    Serial Serializable SerializablePermission ServiceLoader Set Short SimpleFileVisitor SimpleTimeZone SortedMap SortedSet
    Spliterator Spliterators SplittableRandom Stack StackOverflowError StackTraceElement StackWalker StandardCopyOption
    StandardOpenOption Stream StreamSupport StreamTokenizer StrictMath String StringBuffer StringBuilder StringJoiner
    StringReader StringTokenizer StringWriter SubmissionPublisher Supplier SuppressWarnings SyncFailedException SynchronousQueue
    System TAIWAN TC_ARRAY TC_BASE TC_BLOCKDATA TC_BLOCKDATALONG TC_CLASS TC_CLASSDESC TC_ENDBLOCKDATA TC_ENUM TC_EXCEPTION
    TC_LONGSTRING TC_MAX TC_NULL TC_OBJECT TC_PROXYCLASSDESC TC_REFERENCE TC_RESET TC_STRING TEN TERMINATE THURSDAY
    TITLECASE_LETTER TRADITIONAL_CHINESE TRUE TRUNCATE_EXISTING TT_EOF TT_EOL TT_NUMBER TT_WORD TUESDAY TWO TYPE Thread
    ThreadDeath ThreadFactory ThreadGroup ThreadLocal ThreadLocalRandom ThreadPoolExecutor Throwable TimeUnit TimeZone
    TimeoutException Timer TimerTask ToDoubleBiFunction ToDoubleFunction ToIntBiFunction ToIntFunction ToLongBiFunction
    ToLongFunction TransferQueue TreeMap TreeSet UK UNASSIGNED UNDECIMBER UNICODE_CASE UNIX_LINES UNLIMITED UNNECESSARY UP
    UPPERCASE UPPERCASE_LETTER US UTC UTC_TIME UTFDataFormatException UUID UnaryOperator UncheckedIOException UnknownError
    UnsatisfiedLinkError Vector VerifyError VirtualMachineError Void WALL_TIME WEDNESDAY WEEK_OF_MONTH WEEK_OF_YEAR WRITE
    WatchEvent WatchKey WatchService Watchable WeakHashMap WebSocket WriteAbortedException Writer YEAR Year YearMonth ZERO
    ZONE_OFFSET ZoneId ZoneOffset ZonedDateTime abort abs absExact accept acceptEither acceptEitherAsync accumulate
    accumulateAndGet accumulator acos acquire acquireUninterruptibly activeCount activeGroupCount adapt add addAll addAllAbsent
    addAndGet addElement addExact addExports addFirst addIfAbsent addLast addObserver addOpens addReads addShutdownHook
    addSuppressed addTo addToPendingCount addUses adjustInto after allMatch allOf allProcesses allValues allowCoreThreadTimeOut
    allowFilter allowThreadSuspension and andNot andThen anyMatch anyOf append appendCodePoint appendReplacement appendTail
    apply applyAsDouble applyAsInt applyAsLong applyToEither applyToEitherAsync args arrayType arraycopy arrive
    arriveAndAwaitAdvance arriveAndDeregister asDoubleStream asIterator asLifoQueue asList asLongStream asMatchPredicate
    asPredicate asSubclass asin atDate atDay atEndOfMonth atMonth atMonthDay atOffset atStartOfDay atTime atYear atZone
    atZoneSameInstant atZoneSimilarLocal atan atan2 atomic attemptMark attemptStamp authenticator available availablePermits
    availableProcessors average averagingDouble averagingInt averagingLong await awaitAdvance awaitQuiescence awaitTermination
    baseWireHandle before between binarySearch bitCount bitLength body bodyPublisher booleanValue boot boxed builder
    bulkRegister byteValue byteValueExact call callable canExecute canRead canUse canWrite cancel capacity cardinality cast cbrt
    ceil ceiling ceilingEntry ceilingKey charAt charCount charValue characteristics chars charset checkAccept checkAccess
    checkConnect checkCreateClassLoader checkDelete checkError checkExec checkExit checkFromIndexSize checkFromToIndex
    checkIndex checkInput checkLink checkListen checkMulticast checkPackageAccess checkPackageDefinition checkPermission
    checkPrintJobAccess checkPropertiesAccess checkPropertyAccess checkRead checkSecurityAccess checkSetFactory checkWrite
    checkedCollection checkedList checkedMap checkedNavigableMap checkedNavigableSet checkedQueue checkedSet checkedSortedMap
    checkedSortedSet children clear clearAssertionStatus clearBit clearCache clearProperty clockSequence clone close
    closeExceptionally codePointAt codePointBefore codePointCount codePointOf codePoints collect collectingAndThen combine
    combiner command commentChar commonPool comparator compare compareAndExchange compareAndSet compareTo compareToIgnoreCase
    compareUnsigned comparing comparingDouble comparingInt comparingLong compile compileClass compileClasses complementOf
    complete completeAsync completeExceptionally completeOnTimeout completedFuture completedStage componentType compose compute
    computeIfAbsent computeIfPresent concat concurrent configuration connect connectTimeout console constantName consume
    contains containsAll containsKey containsValue contentEquals context convert cookieHandler copy copyInto copyOf copyOfRange
    copySign copyValueOf cos cosh count countDown countObservers countStackFrames countTokens counting createDirectories
    createDirectory createFile createLink createNewFile createSymbolicLink createTempDirectory createTempFile current
    currentThread currentTimeMillis datesUntil decode decrement decrementAndGet decrementExact deepEquals deepHashCode
    deepToString defaultBufferSize defaultExecutor defaultReadObject defaultThreadFactory defaultWriteObject defineModules
    delayedExecutor delete deleteCharAt deleteDirectory deleteFile deleteIfExists deleteObserver deleteObservers deleteOnExit
    delimiter descendants descendingIterator descendingKeySet descendingMap descendingSet describeConstable descriptorString
    desiredAssertionStatus destroy destroyForcibly digit directory disable disjoint distinct divide divideAndRemainder
    divideToIntegralValue divideUnsigned dividedBy doubleStream doubleToLongBits doubleToRawLongBits doubleValue doubles
    drainPermits drainTo dropWhile dumpStack element elementAt elements empty emptyDoubleSpliterator emptyEnumeration
    emptyIntSpliterator emptyIterator emptyList emptyListIterator emptyLongSpliterator emptyMap emptyNavigableMap
    emptyNavigableSet emptySet emptySortedMap emptySortedSet emptySpliterator enable end endsWith ensureCapacity entry entrySet
    enumType enumerate enumeration environment eolIsSignificant equals equalsIgnoreCase err errorReader estimateMaximumLag
    estimateMinimumDemand estimateSize exceptionally exceptionallyAsync exceptionallyCompose exchange exec execute executor
    exists exit exitValue exp expectContinue expm1 failedFuture failedStage file fill fillInStackTrace filter filterTags
    filtering find findAll findAny findFirst findInLine findLoader findModule findWithinHorizon finisher first firstComplete
    firstDayOfYear firstElement firstEntry firstKey firstMonthOfQuarter firstValue firstValueAsLong fixed flags flatMap
    flatMapToDouble flatMapToInt flatMapToLong flatMapping flip flipBit floatToIntBits floatToRawIntBits floatValue floor
    floorDiv floorEntry floorKey floorMod flush fma followRedirects forClass forDigit forEach forEachEntry forEachKey
    forEachOrdered forEachRemaining forEachValue forLanguageTag forName forRemoval forceTermination fork format formatHex
    formatTo formatted freeMemory frequency from fromHexDigit fromHexDigits fromHexDigitsToLong fromString function gc gcd
    generate get getAbsoluteFile getAbsolutePath getAcquire getActions getActiveCount getActiveThreadCount getActualMaximum
    getActualMinimum getAllStackTraces getAndAccumulate getAndAdd getAndDecrement getAndIncrement getAndSet getAndUpdate
    getAnnotatedInterfaces getAnnotatedSuperclass getAnnotation getAnnotations getAnnotationsByType getArgumentClass
    getArrivedParties getAsBoolean getAsDouble getAsInt getAsLong getAsyncMode getAttribute getAvailableCurrencies
    getAvailableIDs getAvailableLocales getAvailableZoneIds getAverage getBaseBundleName getBlockSize getBoolean getBuffer
    getBundle getBytes getCalendarType getCallerClass getCanonicalFile getCanonicalName getCanonicalPath getCause getChannel
    getChars getChronology getClass getClassLoader getClassLoaderName getClassName getClasses getClosedException getCodePoint
    getComparator getCompletedTaskCount getCompleter getComponentType getConstructor getConstructors getContextClassLoader
    getConversion getCorePoolSize getCount getCountry getCurrencyCode getDSTSavings getDate getDay getDayOfMonth getDayOfWeek
    getDayOfYear getDays getDeclaredAnnotation getDeclaredAnnotations getDeclaredClasses getDeclaredConstructor getDeclaredField
    getDeclaredFields getDeclaredMethod getDeclaredMethods getDeclaringClass getDecoder getDefault getDefinedPackage
    getDefinedPackages getDelay getDescription getDescriptor getDirectionality getDisplayCountry getDisplayLanguage
    getDisplayName getDisplayNames getDisplayScript getDisplayVariant getEnclosingClass getEnclosingMethod getEncoder
    getEncoding getEnumConstants getEpochSecond getEra getErrorIndex getErrorStream getExactSizeIfKnown getException getExecutor
    getExponent getExtension getExtensionKeys getFD getFactory getField getFields getFile getFileAttributeView getFileName
    getFilePointer getFileStore getFileStores getFileSystem getFirst getFirstDayOfWeek getFlags getForkJoinTaskTag
    getFormatSpecifier getFreeSpace getGenericInterfaces getGenericSuperclass getGreatestMinimum getGregorianChange getHour
    getHours getID getISO3Country getISO3Language getISOCountries getISOLanguages getId getImplementationTitle getIndex getInput
    getInputStream getInstance getInteger getInterfaces getKeepAliveTime getKey getKeys getLanguage getLargestPoolSize getLast
    getLastModifiedTime getLayer getLeastMaximum getLineNumber getListener getLocale getLocalizedMessage getLogger getLong
    getLowestSetBit getMax getMaxBufferCapacity getMaxPriority getMaximum getMaximumPoolSize getMessage getMethod getMethodName
    getMethods getMimeDecoder getMimeEncoder getMin getMinimum getMinute getMinutes getModifiers getModule getModuleName
    getModuleVersion getMonth getMonthValue getMonths getMostSignificantBits getName getNameCount getNano getNestHost
    getNestMembers getNow getNumberOfDependents getNumberOfSubscribers getNumberWaiting getNumericCode getNumericCodeAsString
    getNumericValue getObject getObjectInputFilter getOffset getOpaque getOrDefault getOtherFile getOutputStream getOwner
    getPackage getPackageName getPackages getParallelism getParent getParentFile getParties getPath getPathMatcher getPattern
    getPendingCount getPermittedSubclasses getPhase getPlain getPlatformClassLoader getPool getPoolIndex getPoolSize
    getPrecision getPriority getProperties getProperty getProtectionDomain getQueue getQueueLength getQueuedTaskCount
    getRawOffset getRawResult getReason getRecordComponents getReference getRegisteredParties getResource getResourceAsStream
    getResources getResponse getRoot getRootDirectories getRoundingMode getRules getRunningThreadCount getRuntime getScript
    getSecond getSeconds getSecurityContext getSecurityManager getSeparator getSerialVersionUID getSigners getSimpleName
    getSource getSpecificationTitle getSpecificationVendor getStackTrace getStamp getState getStealCount getString
    getStringArray getSubprotocol getSubscribers getSum getSuperclass getSuppressed getSymbol getSystemClassLoader
    getSystemResource getSystemResources getTaskCount getThenReset getThreadFactory getThreadGroup getTime getTimeInMillis
    getTimeZone getTimezoneOffset getTotalSeconds getTotalSpace getType getTypeCode getTypeName getTypeParameters getTypeString
    getUnallocatedSpace getUnarrivedParties getUnicodeLocaleKeys getUnicodeLocaleType getUnits getUnnamedModule getUrlDecoder
    getUrlEncoder getUsableSpace getValue getVariant getWeekYear getWeeksInWeekYear getWidth getYear getYears getZone getenv
    group groupCount groupingBy groupingByConcurrent halt handle handleAsync handleGetObject hasAnchoringBounds hasChanged
    hasCharacteristics hasExtensions hasMoreElements hasMoreTokens hasNext hasNextBigDecimal hasNextBigInteger hasNextBoolean
    hasNextByte hasNextDouble hasNextFloat hasNextInt hasNextLine hasNextLong hasNextShort hasPrevious hasQueuedSubmissions
    hasQueuedThreads hasSameRules hasSubscribers hasTransparentBounds hasWaitingConsumer hash hashCode headMap headSet headers
    helpComplete helpQuiesce highSurrogate higher higherEntry higherKey highestOneBit hitEnd holdsLock http hypot identity
    identityHashCode ifPresent ifPresentOrElse implies in inDaylightTime inForkJoinPool increment incrementAndGet incrementExact
    indent indexOf indexOfSubList info inheritIO inheritedChannel initCause inputReader insert insertElementAt instant
    intBitsToFloat intStream intValue intValueExact intern interrupt interrupted intersects ints invoke invokeAll invokeAny io
    ioException isAbsolute isAfter isAlive isAlphabetic isAnnotation isAnnotationPresent isAnonymousClass isArray
    isAssignableFrom isBefore isBlank isBmpCodePoint isBroken isCancelled isClosed isCompatibleWith isCompletedAbnormally
    isCompletedNormally isDaemon isDefined isDestroyed isDigit isDirectory isDone isEmpty isEnum isEqual isExecutable isExported
    isFair isFile isFinite isHexDigit isHidden isHighSurrogate isISOControl isIdentifierIgnorable isIdeographic isInfinite
    isInputClosed isInstance isInterface isInterrupted isJavaIdentifierPart isJavaIdentifierStart isJavaLetter
    isJavaLetterOrDigit isLeap isLeapYear isLenient isLetter isLetterOrDigit isLocalClass isLowSurrogate isLowerCase isMarked
    isMemberClass isMirrored isNaN isNamed isNativeMethod isNegative isNestmateOf isNull isOpen isOutputClosed isParallel
    isPeriodic isPresent isPrimitive isProbablePrime isQuiescent isReadOnly isReadable isRecord isRegularFile isSameFile
    isSealed isSet isShutdown isSpace isSpaceChar isSubscribed isSupported isSurrogate isSurrogatePair isSymbolicLink
    isSynthetic isTerminated isTerminating isTitleCase isUnshared isUpperCase isValid isValidCodePoint isValidDay
    isValidMonthDay isValidYear isWeekDateSupported isWhitespace isWritable isZero iterate iterator java join joining keySet
    keys kind lang last lastElement lastEntry lastIndexOf lastIndexOfSubList lastKey lastModified lazySet length lengthOfMonth
    lengthOfYear limit lineSeparator lineno lines list listFiles listIterator listRoots load loadClass loadFromXML loadInstalled
    loadLibrary locale log log10 log1p logicalAnd logicalOr logicalXor longBitsToDouble longStream longValue longValueExact
    longs lookingAt lookup lookupAny lookupTag lowSurrogate lower lowerCaseMode lowerEntry lowerKey lowestOneBit main
    managedBlock map mapLibraryName mapMulti mapMultiToDouble mapMultiToInt mapMultiToLong mapToDouble mapToInt mapToLong
    mapToObj mapping mappingCount mark markSupported match matcher matches math max maxBy maxLength maxMemory merge method
    millis min minBy minLength minimalCompletionStage minus minusDays minusHours minusMillis minusMinutes minusMonths minusNanos
    minusSeconds minusWeeks minusYears mismatch mkdir mkdirs mod modInverse modPow modules move movePointLeft movePointRight
    multipliedBy multiply multiplyExact multiplyFull multiplyHigh nCopies name nameUUIDFromBytes nanoTime naturalOrder
    navigableKeySet negate negateExact negated net newBufferedReader newBufferedWriter newBuilder newByteChannel
    newCachedThreadPool newDirectoryStream newFileSystem newFixedThreadPool newHttpClient newIncompleteFuture newInputStream
    newInstance newKeySet newLine newOutputStream newScheduledThreadPool newSetFromMap newThread newUpdater newWatchService
    newWebSocketBuilder newWorkStealingPool next nextAfter nextBigDecimal nextBigInteger nextBoolean nextByte nextBytes
    nextClearBit nextComplete nextDouble nextDown nextElement nextFloat nextGaussian nextIndex nextInt nextLine nextLong
    nextProbablePrime nextSetBit nextShort nextToken nextUp nio node nonNull noneMatch noneOf normalize normalized not notExists
    notify notifyAll notifyObservers now nullInputStream nullOutputStream nullReader nullWriter nullsFirst nullsLast
    numberOfLeadingZeros numberOfTrailingZeros observesDaylightTime obtrudeException obtrudeValue of ofDays ofDelimiter
    ofEntries ofEpochDay ofEpochMilli ofEpochSecond ofHours ofHoursMinutes ofHoursMinutesSeconds ofInstant ofLocal ofMillis
    ofMinutes ofMonths ofNanoOfDay ofNanos ofNullable ofOffset ofSecondOfDay ofSeconds ofStrict ofTotalSeconds ofWeeks ofYearDay
    ofYears offer offerFirst offerLast offset offsetByCodePoints onClose onCompletion onExit onSpinWait or orElse orElseGet
    orElseThrow orTimeout ordinal ordinaryChar ordinaryChars out outputWriter parallel parallelPrefix parallelSetAll
    parallelSort parallelStream parent parentOf parents parse parseBoolean parseByte parseDouble parseFloat parseHex parseInt
    parseLong parseNumbers parseShort parseUnsignedInt parseUnsignedLong partitioningBy pathSeparator pathSeparatorChar pattern
    peek peekFirst peekLast pid plus plusDays plusHours plusMillis plusMinutes plusMonths plusNanos plusSeconds plusWeeks
    plusYears poll pollEvents pollFirst pollFirstEntry pollLast pollLastEntry pop postVisitDirectory pow preVisitDirectory
    precision prefix prestartAllCoreThreads prestartCoreThread previous previousClearBit previousIndex previousResponse
    previousSetBit print printStackTrace printf println privilegedCallable probablePrime probeContentType propagateCompletion
    propertyNames provider proxy purge push pushBack put putAll putFields putFirst putIfAbsent putLast query quietlyComplete
    quietlyCompleteRoot quietlyInvoke quietlyJoin quote quoteChar quoteReplacement radix random randomUUID range rangeClosed
    read readAllBytes readAllLines readAttributes readBoolean readByte readChar readDouble readExternal readFields readFloat
    readFully readInt readLine readLong readNBytes readObject readPassword readShort readString readSymbolicLink readUTF
    readUnshared readUnsignedByte readUnsignedShort reader ready record redirectError redirectErrorStream redirectInput
    redirectOutput reduce reduceEntries reduceEntriesToDouble reduceEntriesToInt reduceEntriesToLong reduceKeys
    reduceKeysToDouble reduceKeysToInt reduceKeysToLong reduceToDouble reduceToInt reduceToLong reduceValues
    reduceValuesToDouble reduceValuesToInt reduceValuesToLong reducing regex region regionEnd regionMatches regionStart register
    registerValidation reinitialize rejectFilter rejectUndecidedClass rejectedExecution relativize release reload remainder
    remainderUnsigned remainingCapacity remove removeAll removeAllElements removeElement removeElementAt removeFirst
    removeFirstOccurrence removeIf removeLast removeLastOccurrence removeShutdownHook renameTo repeat replace replaceAll
    replaceFirst request requireEnd requireNonNull requireNonNullElse requireNonNullElseGet reset resetSyntax resolve
    resolveConstantDesc resolveSibling resources results resume retainAll reverse reverseBytes reverseOrder reversed rint roll
    rotate rotateLeft rotateRight round run runAfterBoth runAfterBothAsync runAfterEither runAfterEitherAsync runAsync
    runFinalization save scalb scale scaleByPowerOfTen schedule scheduleAtFixedRate scheduleWithFixedDelay
    scheduledExecutionTime search searchEntries searchKeys searchValues seek send sendAsync sendBinary sendClose sendPing
    sendPong sendText separator separatorChar sequential set setAll setAttribute setBit setCharAt setContextClassLoader
    setCorePoolSize setDSTSavings setDaemon setDate setDefault setElementAt setEmptyValue setEndRule setErr setExecutable
    setFirstDayOfWeek setForkJoinTaskTag setGregorianChange setHours setID setIn setKeepAliveTime setLastModified
    setLastModifiedTime setLength setLenient setLineNumber setMaxPriority setMaximumPoolSize setMinutes setMonth setName
    setObjectInputFilter setOpaque setOut setOwner setPendingCount setPlain setPriority setProperties setProperty setRawOffset
    setReadOnly setReadable setRelease setScale setSeconds setSecurityManager setSeed setSize setStackTrace setStartRule
    setStartYear setThreadFactory setTime setTimeInMillis setTimeZone setWeekDate setWritable setYear shiftLeft shiftRight
    shortValue shortValueExact shuffle shutdown shutdownNow signum sin since singleton singletonList singletonMap sinh size skip
    skipBytes skipNBytes slashSlashComments slashStarComments sleep sort sorted split splitAsStream spliterator
    spliteratorUnknownSize splits sqrt sqrtAndRemainder sslContext sslParameters sslSession start startPipeline startsWith
    statusCode stop store storeToXML stream stringPropertyNames strip stripExtensions stripIndent stripLeading stripTrailing
    stripTrailingZeros subList subMap subSequence subSet submit subpath subscribe substring subtract subtractExact subtractFrom
    suffix sum sumThenReset summarizingDouble summarizingInt summarizingLong summaryStatistics summingDouble summingInt
    summingLong supplier supplyAsync suspend swap sync synchronizedCollection synchronizedList synchronizedMap synchronizedSet
    synchronizedSortedMap synchronizedSortedSet system systemDefault systemDefaultZone systemUTC tailMap tailSet take takeFirst
    takeLast takeWhile tan tanh teeing test testBit thenAccept thenAcceptAsync thenAcceptBoth thenAcceptBothAsync thenApply
    thenApplyAsync thenCombine thenCombineAsync thenComparing thenComparingDouble thenComparingInt thenComparingLong thenCompose
    thenComposeAsync thenRun thenRunAsync tick tickMillis tickMinutes tickSeconds time timeLineOrder timedJoin timedWait timeout
    timestamp toAbsolutePath toArray toBigInteger toBigIntegerExact toBinaryString toByteArray toCharArray toChars toChronoUnit
    toCodePoint toCollection toCompletableFuture toConcurrentMap toDays toDaysPart toDegrees toEngineeringString toEpochDay
    toEpochMilli toEpochSecond toFile toGMTString toGenericString toHandle toHexDigits toHexString toHighHexDigit toHours
    toHoursPart toInstant toIntExact toLanguageTag toList toLocalDate toLocalDateTime toLocalTime toLocaleString toLongArray
    toLowHexDigit toLowerCase toMap toMatchResult toMicros toMillis toMillisPart toMinutes toMinutesPart toNanoOfDay toNanos
    toNanosPart toOctalString toOffsetDateTime toOffsetTime toPath toPlainString toRadians toRealPath toSecondOfDay toSeconds
    toSecondsPart toSet toString toTitleCase toTotalMonths toURI toURL toUnmodifiableList toUnmodifiableMap toUnmodifiableSet
    toUnsignedInt toUnsignedLong toUnsignedString toUpperCase toUri toZoneId toZonedDateTime tokens totalMemory transfer
    transferTo transform translateEscapes trim trimToSize truncatedTo tryAcquire tryAdvance tryComplete trySplit tryTransfer
    tryUnfork type typeName ulp uncaughtException unmodifiableCollection unmodifiableList unmodifiableMap unmodifiableSet
    unmodifiableSortedMap unmodifiableSortedSet unordered unread unscaledValue until update updateAndGet uri useAnchoringBounds
    useDaylightTime useDelimiter useLocale usePattern useProtocolVersion useRadix useTransparentBounds util valid validateObject
    value valueOf values variant version visitFile visitFileFailed wait waitFor walk walkFileTree watchable weakCompareAndSet
    weakCompareAndSetPlain whenComplete whenCompleteAsync whitespaceChars with withDayOfMonth withDayOfYear withDays
    withDelimiter withFixedOffsetZone withHour withInitial withLowerCase withMinute withMonth withMonths withNano withNanos
    withOffsetSameInstant withOffsetSameLocal withPrefix withSecond withSeconds withSuffix withUpperCase withYear withYears
    withZone withZoneSameInstant withZoneSameLocal wordChars write writeBoolean writeByte writeBytes writeChar writeChars
    writeDouble writeExternal writeFields writeFloat writeInt writeLong writeObject writeShort writeString writeTo writeUTF
    writeUnshared writer xor yield
`
    .trim()
    .split(/\s+/),
)
