import type { Texts } from '../textTables.ts'

/** Why code cannot be rewritten, and what is to be known of a rewrite: see `features/edit/refactor` and `features/edit/guard.ts`. */
export const chineseRewrites: Texts = {
  // What every rewrite is checked for.
  'It changes how {0} is declared, which other code may rely on.': '它会改变 {0} 的声明，而其他代码可能依赖于它。',
  'The model doubts that the new code does the same as before.': '模型怀疑新代码的行为与原来不同。',
  'This model cannot tell whether code does the same as before. Look at the change yourself.':
    '此模型无法判断代码的行为是否与原来相同。请自行查看更改。',
  'It no longer calls {0}.': '它不再调用 {0}。',
  'It calls {0}, unlike before.': '它调用了 {0}，而原来没有。',
  'It no longer has the constant {0}.': '它不再包含常量 {0}。',
  'It has the constant {0}, unlike before.': '它包含常量 {0}，而原来没有。',
  'It no longer uses {0}.': '它不再使用 {0}。',
  'It uses {0}, unlike before.': '它使用了 {0}，而原来没有。',
  'It no longer writes {0}.': '它不再写入 {0}。',
  'It writes {0}, unlike before.': '它写入了 {0}，而原来没有。',
  'It no longer calculates with {0}.': '它不再用 {0} 计算。',
  'It calculates with {0}, unlike before.': '它用 {0} 计算，而原来没有。',
  'It compares with {0}, unlike before.': '它用 {0} 比较，而原来没有。',
  'It throws at {0} places instead of {1}.': '它在 {0} 处抛出异常，而原来是 {1} 处。',
  'It yields at {0} places instead of {1}.': '它在 {0} 处产出值，而原来是 {1} 处。',
  'It waits for something that was not waited for before.': '它会等待原来不等待的内容。',
  'It no longer waits for what it waited for.': '它不再等待原来等待的内容。',
  'It no longer leaves out equal elements.': '它不再去除相同的元素。',
  'It keeps equal elements only once, unlike before.': '它只保留一份相同的元素，与之前不同。',

  'It gives back {0} where it gave back {1}.': '它返回 {0}，而原来返回 {1}。',
  'It takes for granted that every element can be in a set, which lists and dictionaries cannot.':
    '它假定每个元素都能放入集合，而列表和字典不能。',

  // Conditions and branches.
  'A comment stands within it and would be lost.': '其中的注释会丢失。',
  '{0} may be something else than true or false, which the comparison tells apart.': '{0} 可能不是真或假，而比较会加以区分。',
  '{0} is declared in the branch, and the name is used outside of it as well.':
    '{0} 在该分支中声明，而这个名称在分支之外也被使用。',

  // Loops and pipelines.
  'The loop does more than collecting.': '循环不只是收集元素。',
  'The loop has a label.': '循环带有标签。',
  'The loop has an {0}.': '循环带有 {0}。',
  'The loop puts each element into an object.': '循环把每个元素放入一个对象。',
  'The loop ends early with {0}.': '循环会以 {0} 提前结束。',
  'The loop leaves the function with {0}.': '循环会以 {0} 离开函数。',
  'The variable of the loop lives on after it.': '循环变量在循环之后仍然存在。',
  'It goes through {0} itself.': '它遍历的正是 {0} 本身。',
  'It goes through keys with {0}, inherited ones included.': '它以 {0} 遍历键，包括继承的键。',
  'It waits for each element with {0}.': '它以 {0} 等待每个元素。',
  'It waits for something, which {0} cannot.': '它会等待，而 {0} 做不到。',
  'It waits for something at each element, which must stay in a loop.': '它在每个元素处等待，必须保留在循环中。',
  'It yields at each element, which only a loop can.': '它在每个元素处产出值，只有循环能做到。',
  'It changes {0}, which stands outside.': '它会更改外部的 {0}。',
  'It changes {0} while going through it.': '它在遍历 {0} 时对其进行更改。',
  'It reads {0} while it is being collected.': '它在收集过程中读取 {0}。',
  'It reads {0}, which the loop would have emptied.': '它读取 {0}，而循环会先将其清空。',
  'In the body of a class a comprehension does not see the other names.': '在类体中，推导式看不到其他名称。',
  '{0} is used outside of the loop as well.': '{0} 在循环之外也被使用。',
  '{0} is used outside of it as well.': '{0} 在其外部也被使用。',
  '{0} means something else in this file.': '{0} 在此文件中另有含义。',
  '{0} may be something else than an array.': '{0} 可能不是数组。',
  'What is found may be nothing, and then {0} would give what stands behind the loop.':
    '找到的内容可能为空，此时 {0} 会给出循环之后的值。',
  'A lambda has no statements.': 'lambda 中不能有语句。',
  'A function within it may see other values of its variables.': '其中的函数可能会看到变量的其他值。',
  'Its functions call others, and a loop would call them in another order.': '其中的函数会调用其他函数，而循环会改变调用顺序。',
  '{0} is given more than a function.': '{0} 的参数不只是一个函数。',
  'Without a value to begin with, it begins with the first element, and fails where there is none.':
    '没有初始值时，它从第一个元素开始，没有元素时会失败。',
  '{0} is the name of a property as well.': '{0} 也是某个属性的名称。',
  'It is given a function that is written elsewhere, which may take the index as well.': '传入的函数写在别处，可能也会接收索引。',
  'Its function is {0}: the calls run at once, and those of a loop one after the other.':
    '其函数是 {0}：各次调用同时进行，而循环会逐个进行。',
  'Its function has a body of several statements.': '其函数体含有多条语句。',
  'Its function takes the index as well.': '其函数也接收索引。',
  'The parameter of its function has a default.': '其函数的参数带有默认值。',
  'What it gives is taken apart at once.': '其结果会立即被解构。',
  '{0} is the name of an element as well.': '{0} 也是元素的名称。',
  'Two of its functions call different things by one name.': '其中两个函数用同一名称指代不同的内容。',
  '{0} takes its element apart.': '{0} 会解构其元素。',
  '{0} means something else in front of it.': '{0} 在其之前另有含义。',
  'It is taken for granted that {0} is an array.': '此处假定 {0} 是数组。',

  // Dead code.
  'With the {0} that never runs, the function would stop being a generator.': '去掉从不执行的 {0}，函数就不再是生成器。',
  'It holds an {0}; look whether the function should stay {1}.': '其中含有 {0}；请查看函数是否应保持 {1}。',
  'It says what the names of the function are, although it never runs.': '它虽从不执行，却决定了函数中名称的含义。',
  'It makes {0} a variable of the function, although it never runs.': '它虽从不执行，却使 {0} 成为函数的变量。',

  // What the model helps with.
  'The model wrote no code.': '模型没有写出代码。',
  'The function is too long to be written anew.': '函数太长，无法重写。',
  'It is a generator.': '它是生成器。',
  'A constructor or an accessor cannot be {0}.': '构造函数或访问器不能是 {0}。',
  'Its callbacks run side by side in a loop; with {0} one would wait for the other.':
    '其回调在循环中并行进行；使用 {0} 则会逐个等待。',
  'It gives something back at another place, which would become a promise.': '它在其他位置返回内容，而那会变成 Promise。',
  'It is given a function that is written elsewhere.': '传入的函数写在别处。',
  '{0} means something else in the function as well.': '{0} 在该函数中另有含义。',
  'It waits for {0}, which takes a callback and gives no promise.': '它等待 {0}，而它接收回调，并不返回 Promise。',
  'The new text still has callbacks.': '新文本中仍有回调。',
  'The head of the function would change.': '函数的声明部分会改变。',
  'It gives no promise back, so that nobody could wait for it or hear of its errors.':
    '它不返回 Promise，因此无法等待它，也无法得知其错误。',
  'No part of it stands on its own.': '其中没有可以独立的部分。',
  'It stands within another function, whose names the new one might not see.':
    '它位于另一个函数之内，新函数可能看不到其中的名称。',
  'The type of {0} is not written anywhere; extract the function by hand.': '{0} 的类型未在任何地方写明；请手动提取函数。',
  'The model found no type that holds.': '模型未找到成立的类型。',
  'No type was found for {0}.': '未找到 {0} 的类型。',
  'No type was found for what it returns.': '未找到返回值的类型。',
  'Something beside types would change.': '类型之外的内容会改变。',

  // Faster ways.
  'Looking for a faster way': '正在寻找更快的写法',
  'That it is faster is an opinion: nothing was measured.': '更快只是一种看法：并未测量。',
  'Rewrite the function in a faster way': '以更快的方式重写函数',
  'Look elements up in a set': '在集合中查找元素',
  'Find elements by a map that is made once': '用只建立一次的映射查找元素',
  'NaN, which {0} never finds, would be found.': '{0} 找不到的 NaN 此处会被找到。',
  'Join the parts at once': '一次性连接各部分',
  'Take the least element without sorting': '不排序直接取最小元素',
  'Stop at the first element that is found': '找到第一个元素即停止',
  'Map and flatten in one pass': '一次遍历完成映射和展平',
  'Leave out the list that nobody keeps': '省去无人保留的列表',
  'Ask the dictionary itself for the key': '直接在字典中查找键',
  'Keep each element once by a set': '用集合使每个元素只保留一次',
  'Count in one pass': '一次遍历完成计数',
  'Of NaN, which {0} never finds, one is kept.': '{0} 找不到 NaN，此处会保留一个。',
  'Of nothing, {0} raises a ValueError and {1} an IndexError.': '为空时，{0} 引发 ValueError，而 {1} 引发 IndexError。',
  'It is taken for granted that {0} is a dictionary.': '此处假定 {0} 是字典。',
}
